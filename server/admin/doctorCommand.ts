import type { Command } from "commander";
import { type Admin, Refusal } from "./Admin";
import { type Check, good, skipped } from "./Check";
import { checkCalendar } from "./calendarCommands";
import { checkCallback } from "./checkCallback";
import { checkPay } from "./checkPay";
import { checkStorage } from "./checkStorage";
import { checkWecom } from "./checkWecom";
import type { Shell } from "./Shell";

/** `doctor` */
export function doctorCommand(program: Command, { look }: Shell) {
  program
    .command("doctor")
    .description("检查配置、数据库、企业微信、回调、时钟、权限和支付，说清怎么办")
    .action(look(examine));
}

const marks = { good: "✓", bad: "✗", skipped: "－" } as const;

/** Says every finding; anything bad makes the command fail. */
async function examine(admin: Admin) {
  const checks: Check[] = [good("配置", admin.env.wecom ? "企业微信" : "演示环境（没有配置 WECOM_*）")];
  checks.push(...(await checkStorage(admin)));
  // The token lives in a table.
  if (await admin.app.db.pendingMigrations()) checks.push(skipped("企业微信", "数据表建好后再检查"));
  else checks.push(await checkCalendar(admin), ...(await checkOutside(admin)));
  for (const { title, state, found, advice } of checks) {
    admin.say(`${marks[state]} ${title}：${found}`);
    if (advice) admin.say(`    → ${advice}`);
  }
  const count = checks.filter(({ state }) => state === "bad").length;
  if (count > 0) throw new Refusal(`有 ${count} 项要处理。`);
  admin.say("一切正常。");
}

async function checkOutside(admin: Admin): Promise<Check[]> {
  const { client, env, app } = admin;
  if (!client || !env.wecom) return [skipped("企业微信", "没有配置，跳过")];
  const { publicUrl, wecom } = env;
  return [
    ...(await checkWecom(client, publicUrl, () => app.clock.now())),
    await checkCallback({ publicUrl, ...wecom }, app.clock.now()),
    ...(await checkPay(admin)),
  ];
}
