import { existsSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import type { Command } from "commander";
import { yuanText } from "../../bot/cards/yuanText";
import { businessDayOf, isMonth } from "../../domain/calendar";
import { findIncome } from "../../domain/ledger/findIncome";
import { type LedgerFault, verifyLedger } from "../../domain/ledger/verifyLedger";
import { incomeSheet } from "../incomeSheet";
import { type Admin, Refusal } from "./Admin";
import type { Shell } from "./Shell";

const faultNames: Record<LedgerFault["kind"], string> = {
  link: "校验链断在第",
  gap: "缺少记录，在第",
  unbalanced: "借贷不平，第",
  head: "末尾的记录被删，应到第",
  budget: "预算与分录不一致：",
  bill: "付款单与账不一致：",
  packet: "红包的人或金额与账不一致：",
  statement: "支付方账单与账不一致：",
};

/** `ledger verify | export` */
export function ledgerCommands(program: Command, { run }: Shell) {
  const ledger = program.command("ledger").description("账本：核对、导出");
  ledger
    .command("verify")
    .description("核对全部账目：借贷相等、校验链完整、预算、付款单和支付方账单与账一致")
    .action(run(verify));
  ledger
    .command("export <month> <file>")
    .description("导出一个月的红包收入给薪资（.xlsx，按人汇总，应税所得），例如 ledger export 2026-11 收入.xlsx")
    .action(run(exportIncome));
}

async function verify(admin: Admin) {
  const { transactions, entries, debitFen, creditFen, head, faults, unreconciled } = await verifyLedger(admin.app);
  admin.say(`共 ${transactions} 笔、${entries} 条分录。借方 ${yuanText(debitFen)}，贷方 ${yuanText(creditFen)}。`);
  admin.say(`末笔 ${head.no}，校验码 ${head.link.slice(0, 16)}。请和财务留存的核对。`);
  for (const { kind, at } of faults) admin.say(`✗ ${faultNames[kind]} ${at}`);
  if (unreconciled.length > 0)
    admin.say(`▲ 还没有和支付方对账：${unreconciled.join("、")}。请运行 payouts reconcile，再核对一次。`);
  if (faults.length > 0) throw new Refusal("账本有问题，请停止发放（payouts freeze），保留现场，再查原因。");
  admin.say("✓ 借贷相等，校验链完整，预算、付款单和已对的账单与账一致。");
}

async function exportIncome(admin: Admin, month: string, file: string) {
  if (!isMonth(month))
    throw new Refusal(
      `“${month}”不是月份，例如 ${businessDayOf(admin.app.clock.now(), admin.app.company.zone).slice(0, 7)}`,
    );
  if (existsSync(file)) throw new Refusal(`文件已经存在：${file}`);
  const income = await findIncome({ db: admin.app.db.read, company: admin.app.company }, month);
  await writeFile(file, await incomeSheet(month, income));
  const netFen = income.reduce((sum, one) => sum + one.paidFen - one.returnedFen, 0);
  admin.say(`✓ 已导出 ${income.length} 人，共 ${yuanText(netFen)}：${file}`);
}
