import { z } from "zod";

const { localeError } = z.locales.zhCN();

/** What the locale leaves in English. */
const types: Record<string, string> = {
  string: "文字",
  number: "数字",
  int: "整数",
  boolean: "是或否",
  object: "对象",
  undefined: "空",
  NaN: "不是数字的内容",
};

/** Says a parser's faults in Chinese: given to every `safeParse` whose faults people read. */
export const inChinese: z.core.ParseContext<z.core.$ZodIssue> = {
  error: (issue) => {
    if (issue.code === "invalid_type" && issue.input === undefined) return "请填写";
    const said = localeError(issue);
    const text = typeof said === "string" ? said : (said?.message ?? "有误");
    return text.replace(/(期望|接收) (\w+)/g, (whole, verb, type) => (types[type] ? `${verb} ${types[type]}` : whole));
  },
};
