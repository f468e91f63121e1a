import type { StatementLine } from "../../../domain/context";
import { StatementUnread } from "../StatementUnread";

/**
 * The columns read, of: 记账时间,微信支付业务单号,资金流水单号,业务名称,业务类型,收支类型,收支金额（元）,账户结余（元）,
 * 资金变更提交申请人,备注,业务凭证号 (v2 chapter 9_18, v3 4012791867). Brackets are written both ways.
 */
const columns = [
  "记账时间",
  "微信支付业务单号",
  "业务名称",
  "业务类型",
  "收支类型",
  "收支金额",
  "备注",
  "业务凭证号",
] as const;
type Column = (typeof columns)[number];

/** Any movement of the account; ours or not. */
export interface Flow {
  isIncome: boolean;
  amountFen: number;
  /** What of it is a payout of ours or its return; undefined for fees, sales, top-ups and withdrawals. */
  line?: StatementLine;
}

const plain = (name: string) => name.replace(/[（(]元[）)]$/, "").trim();

/** Reads the line of titles, in whatever order. */
export function readTitles(line: string): string[] {
  const titles = line.split(",").map(plain);
  const missing = columns.filter((name) => !titles.includes(name));
  if (missing.length > 0) throw new StatementUnread(`no column ${missing.join(", ")}`);
  return titles;
}

/** Red packets and transfers by the name of the business; topping up by bank transfer has 转账 in its name as well. */
const isPayout = (business: string) => /红包|转账|付款/.test(business) && !/充值|提现/.test(business);

export function parseFlow(titles: readonly string[], line: string): Flow {
  const cells = cellsOf(titles, line);
  const cell = (name: Column) => cells[titles.indexOf(name)]!.trim();
  const direction = cell("收支类型");
  if (direction !== "收入" && direction !== "支出") throw new StatementUnread(`direction ${direction}`);
  const isIncome = direction === "收入";
  const amountFen = fenOf(cell("收支金额"));
  const billNo = cell("业务凭证号");
  if (!isPayout(`${cell("业务名称")} ${cell("业务类型")}`) || billNo === "") return { isIncome, amountFen };
  const kind = isIncome ? "refunded" : "paid";
  const at = instantOf(cell("记账时间"));
  return { isIncome, amountFen, line: { billNo, providerNo: cell("微信支付业务单号"), kind, amountFen, at } };
}

/** Each cell begins with a backtick. The remark is free text and may hold what separates cells: it takes the surplus. */
function cellsOf(titles: readonly string[], line: string): string[] {
  if (!line.startsWith("`")) throw new StatementUnread("a line without backticks");
  const parts = line.slice(1).split(",`");
  const surplus = parts.length - titles.length;
  if (surplus < 0) throw new StatementUnread("a line is cut off");
  const remark = titles.indexOf("备注");
  return [
    ...parts.slice(0, remark),
    parts.slice(remark, remark + surplus + 1).join(",`"),
    ...parts.slice(remark + surplus + 1),
  ];
}

/** Yuan to fen without a float in between. */
export function fenOf(yuan: string): number {
  const [, whole, cents = ""] = /^(\d{1,12})(?:\.(\d{1,2}))?$/.exec(yuan) ?? [];
  if (whole === undefined) throw new StatementUnread(`amount ${yuan.slice(0, 20)}`);
  return Number(whole) * 100 + Number(cents.padEnd(2, "0"));
}

function instantOf(text: string): Date {
  const [, day, time] = /^(\d{4}-\d{2}-\d{2}) (\d{2}:\d{2}:\d{2})$/.exec(text) ?? [];
  const at = new Date(`${day}T${time}+08:00`);
  if (Number.isNaN(at.getTime())) throw new StatementUnread(`instant ${text.slice(0, 30)}`);
  return at;
}
