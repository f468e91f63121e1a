import type { Command } from "commander";
import { ensureTeamGroups, type TeamGroups } from "../../bot/wecom/ensureTeamGroups";
import { WecomRefused } from "../../bot/wecom/errors";
import type { WecomClient } from "../../bot/wecom/WecomClient";
import { record } from "../../domain/record";
import { type Admin, Refusal } from "./Admin";
import type { Shell } from "./Shell";

/** What WeCom's commonest refusals of a group mean (wecom.md §1.2, §4.1). */
const meanings: Record<number, string> = {
  48002: "应用没有建群的权限",
  49008: "群已解散",
  60011: "有人不在应用的可见范围内",
  86006: "群人数不符合要求",
  86007: "有人不能进群",
  86008: "群是别的应用建的",
  86216: "有人不在通讯录里",
};
const wider = "把应用的可见范围设为全公司，或者配置 WECOM_WEBHOOK_KEY，用群机器人发到群里。";

/** `groups create` */
export function groupCommands(program: Command, { run }: Shell) {
  const groups = program.command("groups").description("团队群");
  groups
    .command("create")
    .description("为每个部门建一个群，好消息发到群里；已有的群按现在的人员增减（要求应用对全公司可见）")
    .action(run(create));
}

async function create(admin: Admin) {
  if (!admin.client) throw new Refusal("没有配置企业微信（WECOM_*），没有地方可以建群。");
  const { count, refused } = await ensure(admin, admin.client);
  await admin.work((work) => record(work, "groups.ensured", "groups", { count, refused: refused.length }));
  if (count > 0 || refused.length === 0)
    admin.say(`✓ ${count} 个部门群已就绪。人员变动后再运行一次，会补建新部门的群，并按部门增减成员。`);
  if (refused.length > 0)
    throw new Refusal([...refused.map(refusalLine), `✗ ${refused.length} 个部门的群没有弄好。${wider}`].join("\n"));
}

async function ensure(admin: Admin, client: WecomClient): Promise<TeamGroups> {
  try {
    return await ensureTeamGroups(admin.app, client);
  } catch (error) {
    if (!(error instanceof WecomRefused) || error.errcode !== 48002) throw error;
    throw new Refusal(`${meanings[48002]}（错误码 48002）。${wider}`);
  }
}

const refusalLine = ({ name, errcode }: TeamGroups["refused"][number]) =>
  `✗ ${name}：${meanings[errcode] ?? "企业微信拒绝了"}（错误码 ${errcode}）`;
