import type { Command } from "commander";
import { differenceText } from "../../bot/cards/differenceText";
import { readYuan, yuanText } from "../../bot/cards/yuanText";
import { addDays, businessDayOf, eachDay, isDay } from "../../domain/calendar";
import { setBudgetCarry, setPacketLimits } from "../../domain/packets/setPacketLimits";
import { payZone } from "../../domain/payouts/payZone";
import { reconcileDay } from "../../domain/payouts/reconcileDay";
import { freezePayouts, thawPayouts } from "../../domain/payouts/setPayouts";
import { readSetting } from "../../domain/settings/readSetting";
import type { PacketLimits } from "../../domain/settings/Settings";
import { type Admin, Refusal } from "./Admin";
import type { Shell } from "./Shell";

/** `payouts status | freeze | go | reconcile` */
export function payoutCommands(program: Command, { run }: Shell) {
  const payouts = program.command("payouts").description("红包发放：状态、停止、放行、对账");
  payouts.command("status").description("是否在发放，还有多少没有结果").action(run(showStatus));
  payouts.command("freeze").description("停止全部发放；在途的只查询，不新发").action(run(freeze));
  payouts.command("go").description("放行；数据库恢复或搬家之后要先对账").action(run(go));
  payouts
    .command("reconcile [from] [to]")
    .description("与支付方的账单对账（默认昨天），例如 payouts reconcile 2026-11-20 2026-11-27")
    .action(run(reconcile));
  payouts
    .command("limits [changes...]")
    .description("查看或修改额度（元、笔），例如 payouts limits 单笔免审=300 每人每天=500")
    .action(run(changeLimits));
  payouts
    .command("carry <percent>")
    .description("每月剩余预算结转到下月的比例，0 到 100，例如 payouts carry 50")
    .action(run(carry));
}

/** What each limit is called, and whether it is money. */
const limitNames: Record<keyof PacketLimits, { name: string; isMoney: boolean }> = {
  directFen: { name: "单笔免审", isMoney: true },
  pairThirtyDaysFen: { name: "30天内给同一人免审", isMoney: true },
  giverThirtyDaysFen: { name: "30天内一人发出免审", isMoney: true },
  packetFen: { name: "单笔上限", isMoney: true },
  personDayFen: { name: "每人每天", isMoney: true },
  personDayCount: { name: "每人每天笔数", isMoney: false },
  companyDayFen: { name: "全公司每天", isMoney: true },
  perMinute: { name: "每分钟笔数", isMoney: false },
};

async function changeLimits(admin: Admin, texts: string[] = []) {
  const changes = Object.fromEntries(texts.map(readLimit));
  if (texts.length > 0) await admin.work((work) => setPacketLimits(work, changes));
  const set = (await readSetting(admin.app.db.read, "packetLimits")) ?? {};
  for (const [key, { name, isMoney }] of Object.entries(limitNames)) {
    const value = set[key as keyof PacketLimits];
    admin.say(`${name}  ${value === undefined ? "默认" : isMoney ? yuanText(value) : `${value} 笔`}`);
  }
}

function readLimit(text: string): [keyof PacketLimits, number] {
  const [name = "", amount = ""] = text.split(/[=＝]/);
  const found = Object.entries(limitNames).find(([, one]) => one.name === name);
  const value = found?.[1].isMoney ? readYuan(amount) : Number(amount.match(/^\d{1,9}$/)?.[0] ?? Number.NaN);
  if (!found || value === undefined || Number.isNaN(value))
    throw new Refusal(
      `看不懂“${text}”。请写成 名称=数字，名称有：${Object.values(limitNames)
        .map((one) => one.name)
        .join("、")}`,
    );
  return [found[0] as keyof PacketLimits, value];
}

async function carry(admin: Admin, text: string) {
  await admin.work((work) => setBudgetCarry(work, Number(text)));
  admin.say(`✓ 每月剩余预算的 ${Number(text)}% 会结转到下月。`);
}

async function showStatus(admin: Admin) {
  const payouts = await readSetting(admin.app.db.read, "payouts");
  admin.say(payouts?.isFrozen ? `发放已停止（${payouts.reason}，${payouts.at}）。` : "正在发放。");
  const rows: { state: string; count: number | string; fen: number | string }[] = await admin.app.db.read.query(
    "SELECT state, COUNT(*) AS count, SUM(amountFen) AS fen FROM packet_parts GROUP BY state ORDER BY state",
  );
  for (const { state, count, fen } of rows)
    admin.say(`${stateNames[state] ?? state}  ${count} 份  ${yuanText(Number(fen))}`);
}

const stateNames: Record<string, string> = {
  waiting: "待审批",
  owed: "待发",
  paying: "发放中",
  paid: "已发出",
  received: "已领取",
  refunded: "已退回",
  failed: "未发出，待处理",
  cancelled: "已取消",
};

async function freeze(admin: Admin) {
  const isChanged = await admin.work((work) => freezePayouts(work, "operator"));
  admin.say(isChanged ? "✓ 已停止发放；恢复用 payouts go。" : "发放本来就是停止的。");
}

async function go(admin: Admin) {
  const isChanged = await admin.work(thawPayouts);
  admin.say(isChanged ? "✓ 已放行，待发的红包开始发放。" : "发放没有停止。");
}

async function reconcile(admin: Admin, from?: string, to?: string) {
  const { app } = admin;
  if (!app.payer) throw new Refusal("还没有配置支付（PAY_PROVIDER），不能对账。");
  const yesterday = addDays(businessDayOf(app.clock.now(), payZone), -1);
  const [first, last] = [from ?? yesterday, to ?? from ?? yesterday];
  if (!isDay(first) || !isDay(last) || first > last) throw new Refusal("日期请写成例如 2026-11-20，先早后晚。");
  let count = 0;
  for (const day of eachDay(first, last)) {
    const differences = await reconcileDay(app, app.payer, day);
    count += differences.length;
    admin.say(`${day}  ${differences.length === 0 ? "一致" : `${differences.length} 处不一致`}`);
    for (const difference of differences) admin.say(`  ${differenceText(difference)}`);
  }
  admin.say(count === 0 ? "✓ 对账一致。" : `✗ 共 ${count} 处不一致，请逐条核对后再放行。`);
}
