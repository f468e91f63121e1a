import type { Command } from "commander";
import { record } from "../../domain/record";
import { publishMenu } from "../publishMenu";
import { type Admin, Refusal } from "./Admin";
import type { Shell } from "./Shell";

/** `menu publish` */
export function menuCommands(program: Command, { run }: Shell) {
  const menu = program.command("menu").description("应用菜单");
  menu.command("publish").description("发布应用菜单：今日 · 报进度 · 我的目标").action(run(publish));
}

async function publish(admin: Admin) {
  if (!admin.client) throw new Refusal("没有配置企业微信（WECOM_*），没有地方可以发布。");
  await publishMenu(admin.client);
  await admin.work((work) => record(work, "menu.published", "menu"));
  admin.say("✓ 菜单已发布：今日 · 报进度 · 我的目标。重新进入应用就能看到。");
}
