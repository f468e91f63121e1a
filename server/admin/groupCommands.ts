import type { Command } from "commander";
import { ensureTeamGroups } from "../../bot/wecom/ensureTeamGroups";
import { WecomRefused } from "../../bot/wecom/errors";
import { record } from "../../domain/record";
import { type Admin, Refusal } from "./Admin";
import type { Shell } from "./Shell";

/** Only an app that everybody may see can make groups (wecom.md §4.1). */
const needsRoot = new Set([48002, 60011]);

/** `groups create` */
export function groupCommands(program: Command, { run }: Shell) {
  const groups = program.command("groups").description("团队群");
  groups
    .command("create")
    .description("为每个部门建一个群，好消息发到群里（要求应用对全公司可见）")
    .action(run(create));
}

async function create(admin: Admin) {
  if (!admin.client) throw new Refusal("没有配置企业微信（WECOM_*），没有地方可以建群。");
  try {
    const count = await ensureTeamGroups(admin.app, admin.client);
    await admin.work((work) => record(work, "groups.ensured", "groups", { count }));
    admin.say(`✓ ${count} 个部门群已就绪。人员变动后再运行一次，会补建新部门的群。`);
  } catch (error) {
    if (!(error instanceof WecomRefused) || !needsRoot.has(error.errcode)) throw error;
    throw new Refusal(
      `应用没有建群的权限（错误码 ${error.errcode}）。把应用的可见范围设为全公司，或者配置 WECOM_WEBHOOK_KEY，用群机器人发到群里。`,
    );
  }
}
