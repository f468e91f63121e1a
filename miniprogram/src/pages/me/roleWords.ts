import type { Me } from "../../lib/wire";

export const roleWords: Record<Me["roles"][number], string> = {
  hr: "人事",
  executive: "公司负责人",
  finance: "财务",
  operator: "系统管理员",
};
