type Details = Readonly<Record<string, string | number>>;

/** Refusals that only the operator meets, by code: what happened and what to do. */
export const operatorWords: Record<string, (details: Details) => string> = {
  "installation.heldCompany": ({ corpId }) =>
    `这个数据库用于企业 ${corpId}，不能再当演示环境用。请换一个 DATABASE_URL，或配置 WECOM_*。`,
  "installation.notDemo": () => "这个数据库里已经有人员，但不是演示数据。请换一个空的数据库，或配置 WECOM_*。",
  "installation.isDemo": () => "这是演示数据库，不能用于真实企业。请把 DATABASE_URL 换成一个新的数据库。",
  "installation.otherCompany": ({ corpId }) =>
    `这个数据库属于另一个企业（${corpId}）。请检查 WECOM_CORP_ID，或换一个数据库。`,
  "installation.otherAuditKey": () =>
    "AUDIT_HMAC_KEY 不是这个数据库的账本一直用的那一个：接着记账，校验链就断了。请换回原来的密钥（应与备份分开保管）。",
  "payouts.notReconciled": ({ first, last, count }) =>
    `数据库恢复或搬家之后，${first} 到 ${last} 有 ${count} 天还没有对账。请运行 payouts reconcile ${first} ${last}，核对无误再放行。`,
  "calendar.notADay": ({ text }) => `“${text}”不是日期，例如 2027-02-05。`,
  "metric.notFound": ({ code }) => `没有指标 ${code}。运行 metrics list 看全部指标。`,
  "person.notFound": () => "没有这个人，或已经离职。",
  "person.sameLinked": () => "两个编号是同一个人。",
  "person.notBound": () => "新的这个人没有企业微信账号，无法合并。请检查两个编号的顺序：先旧后新。",
  "person.userIdTaken": () => "这个账号正被另一个人使用，请等他的变更到达后再试。",
};

/** What faults of a list are called; `value` is what the cell held. */
export const faultWords: Record<string, (value: string) => string> = {
  missing: () => "没有填写",
  unknown: (value) => `通讯录里没有“${value}”`,
  twice: (value) => `“${value}”出现了两次`,
  tooLong: () => "太长，最多 64 个字",
  unreadable: (value) => `看不懂“${value}”`,
  ambiguous: (value) => `有几个人叫“${value}”，请改填账号`,
  oneself: () => "上级不能是自己",
  circle: () => "互相成为上级，绕成了一圈",
  notADay: (value) => `“${value}”不是日期，例如 2026-05-01`,
  future: (value) => `${value} 还没有到`,
  notANumber: (value) => `“${value}”不是数字，或小数超过 4 位`,
};

/** Headings of HR's list and of files of values. */
export const columnNames: Record<string, string> = {
  userId: "账号",
  name: "姓名",
  position: "岗位",
  manager: "上级",
  shift: "班次",
  day: "日期",
  value: "数值",
};

const hints: Record<string, string> = {
  "shift:unreadable": "，例如 09:00-18:00 或 22:00-06:00 休周三周四",
  "manager:unknown": "，请填账号或姓名",
};

/** `第3行 班次：看不懂“晚班”，例如 …` */
export function faultLine({ row, column, code, value }: { row: number; column: string; code: string; value: string }) {
  const words = faultWords[code]?.(value) ?? code;
  return `第${row}行 ${columnNames[column] ?? column}：${words}${hints[`${column}:${code}`] ?? ""}`;
}
