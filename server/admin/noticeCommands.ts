import type { Command } from "commander";
import { businessDayOf, timeOfDay } from "../../domain/calendar";
import { findFailedNotices } from "../../domain/notices/findFailedNotices";
import { retryNotices } from "../../domain/notices/retryNotices";
import { freezeSending, thawSending } from "../../domain/settings/setSending";
import { JobRun } from "../../entities";
import { type Admin, Refusal } from "./Admin";
import type { Shell } from "./Shell";

/** `notices failed | retry`, `sending go | freeze`, `jobs` */
export function noticeCommands(program: Command, { run }: Shell) {
  const notices = program.command("notices").description("消息：查看和重发没有送到的");
  notices.command("failed").description("没有送到的消息").action(run(listFailed));
  notices
    .command("retry [id]")
    .description("重发一条没有送到的消息，或用 --all 重发全部")
    .option("--all", "全部重发")
    .action(run((admin, id: string | undefined, { all }: { all?: boolean }) => retry(admin, id, all ?? false)));
  const sending = program.command("sending").description("发送：冻结、放行");
  sending.command("go").description("放行：恢复或搬家后核对无误，开始发送").action(run(go));
  sending.command("freeze").description("冻结：停止发送，欠着的消息留着").action(run(freeze));
  program.command("jobs").description("定时任务最近的运行").action(run(listJobs));
}

const clockText = ({ app }: Admin, instant: Date) =>
  `${businessDayOf(instant, app.company.zone)} ${timeOfDay(instant, app.company.zone)}`;

async function listFailed(admin: Admin) {
  const failed = await findFailedNotices(admin.app.db.read);
  for (const { id, template, employeeId, departmentId, attempts, lastError, createdAt } of failed)
    admin.say(
      `${id}  ${clockText(admin, createdAt)}  ${template}  → ${employeeId ?? departmentId ?? ""}  试了 ${attempts} 次：${lastError ?? "未知"}`,
    );
  admin.say(
    failed.length === 0
      ? "✓ 没有发不出去的消息。"
      : `共 ${failed.length} 条。重发：notices retry 编号，或 notices retry --all`,
  );
}

async function retry(admin: Admin, id: string | undefined, isAll: boolean) {
  if ((id === undefined) === !isAll) throw new Refusal("请写一条消息的编号，或者写 --all。");
  const { count, left } = await admin.work((work) => retryNotices(work, id));
  if (id !== undefined && count === 0) throw new Refusal(`没有这条发不出去的消息：${id}`);
  admin.say(`✓ ${count} 条消息重新排队，服务运行时会马上发送。`);
  if (left > 0) admin.say(`另有 ${left} 条提醒已过时，没有重发；确实要发就写编号：notices retry 编号`);
}

async function go(admin: Admin) {
  const isChanged = await admin.work(thawSending);
  admin.say(isChanged ? "✓ 已放行，欠着的消息开始发送。" : "发送没有被冻结。");
}

async function freeze(admin: Admin) {
  const isChanged = await admin.work((work) => freezeSending(work, "operator"));
  admin.say(isChanged ? "✓ 已冻结，消息不再发出；恢复用 sending go。" : "发送本来就是冻结的。");
}

const stateNames = { running: "运行中", done: "完成", failed: "失败" } as const;

async function listJobs(admin: Admin) {
  const runs = await admin.app.db.read.find(JobRun, { order: { startedAt: "DESC", id: "DESC" }, take: 40 });
  for (const { job, slot, state, startedAt, finishedAt, error } of runs) {
    const seconds = finishedAt ? `${((finishedAt.getTime() - startedAt.getTime()) / 1000).toFixed(1)} 秒` : "";
    admin.say([clockText(admin, slot), job, stateNames[state], seconds, error ?? ""].filter(Boolean).join("  "));
  }
  if (runs.length === 0) admin.say("还没有运行过定时任务。");
}
