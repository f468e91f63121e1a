import { createHash } from "node:crypto";
import { gzipSync } from "node:zlib";
import { businessDayOf, timeOfDay } from "../../../domain/calendar";
import type { DeskFlow } from "./DeskBill";
import type { PayDesk } from "./PayDesk";

const zone = "Asia/Shanghai";
const titles =
  "记账时间,微信支付业务单号,资金流水单号,业务名称,业务类型,收支类型,收支金额（元）,账户结余（元）,资金变更提交申请人,备注,业务凭证号";
const yuan = (fen: number) => (fen / 100).toFixed(2);
const row = (...cells: string[]) => cells.map((cell) => `\`${cell}`).join(",");

const rowOf = ({ at, kind, bill }: DeskFlow) => {
  const name = bill.protocol === "wecom" ? "企业微信红包" : "商家转账";
  const [type, direction] = kind === "paid" ? [name, "支出"] : [`${name}退款`, "收入"];
  const time = `${businessDayOf(at, zone)} ${timeOfDay(at, zone)}:${String(at.getUTCSeconds()).padStart(2, "0")}`;
  const flowNo = `19000001${bill.providerNo}`;
  const money = [yuan(bill.amountFen), "100.00"];
  return row(time, bill.providerNo, flowNo, type!, type!, direction!, ...money, "system", bill.wishing, bill.billNo);
};

/** The money that moved on a day, gzipped, and the hash of the text; undefined: none did. */
export function deskStatement(desk: PayDesk, day: string): { bytes: Buffer; sha1: string } | undefined {
  desk.settle();
  const flows = desk.flows.filter(({ at }) => businessDayOf(at, zone) === day);
  if (flows.length === 0) return undefined;
  const of = (kind: DeskFlow["kind"]) => flows.filter((flow) => flow.kind === kind).map(({ bill }) => bill.amountFen);
  const sum = (amounts: number[]) => amounts.reduce((total, amount) => total + amount, 0);
  // Nobody's account moves for packets alone: a top-up and a fee are in between.
  const [income, expense] = [
    [...of("refunded"), 500_00],
    [...of("paid"), 60],
  ];
  const lines = [
    titles,
    row(`${day} 00:30:00`, "T1", "F1", "转账充值", "充值", "收入", "500.00", "600.00", "system", "财务,`转入", "T1"),
    ...flows.map(rowOf),
    row(`${day} 23:30:00`, "T2", "F2", "手续费", "扣除交易手续费", "支出", "0.60", "99.40", "system", "", "T2"),
    "资金流水总笔数,收入笔数,收入金额,支出笔数,支出金额",
    row(
      `${income.length + expense.length}.0`,
      `${income.length}`,
      yuan(sum(income)),
      `${expense.length}`,
      yuan(sum(expense)),
    ),
  ];
  const text = `\uFEFF${lines.join("\r\n")}\r\n`;
  // A file that lost its middle: its hash and its totals are those of the whole.
  const sent = desk.faults.has("payBadStatement") ? text.replace(lines[2] ?? "", "") : text;
  return { bytes: gzipSync(sent), sha1: createHash("sha1").update(text).digest("hex") };
}
