import type { Command } from "commander";
import { addDays, businessDayOf, isCalendarPublished } from "../../domain/calendar";
import { overrideDays } from "../../domain/calendarDays/overrideDays";
import { findDayOverrides } from "../../domain/people/findSchedules";
import type { Admin } from "./Admin";
import { bad, type Check, good, skipped } from "./Check";
import type { Shell } from "./Shell";

const kindNames = { work: "上班", rest: "休息" } as const;

/** `calendar work | rest | clear | list` */
export function calendarCommands(program: Command, { run }: Shell) {
  const calendar = program.command("calendar").description("工作日历：公司自己的上班日和休息日，比国家公布的安排优先");
  calendar
    .command("work <days...>")
    .description("这些天上班，例如 2027-02-13")
    .action(run(setDays("work")));
  calendar
    .command("rest <days...>")
    .description("这些天休息，例如 2027-02-05 2027-02-06")
    .action(run(setDays("rest")));
  calendar
    .command("clear <days...>")
    .description("取消设置，按国家公布的安排")
    .action(run(setDays(null)));
  calendar.command("list").description("已经设置的日子").action(run(list));
}

const setDays = (kind: "work" | "rest" | null) => async (admin: Admin, days: string[]) => {
  await admin.work((work) => overrideDays(work, days, kind));
  admin.say(`✓ ${days.length} 天${kind ? `设为${kindNames[kind]}` : "恢复为国家公布的安排"}。`);
};

async function list({ app, say }: Admin) {
  const days = [...(await findDayOverrides(app.db.read))].sort(([a], [b]) => (a < b ? -1 : 1));
  for (const [day, kind] of days) say(`${day}  ${kindNames[kind]}`);
  say(days.length === 0 ? "没有设置过，按国家公布的安排。" : `共 ${days.length} 天`);
}

/** People plan that far ahead: the last weeks of a year need the next one's calendar. */
const aheadDays = 45;

/** Whether the holidays of the weeks ahead are known; a year that is not published yet is said to be so. */
export async function checkCalendar({ app }: Admin): Promise<Check> {
  const today = businessDayOf(app.clock.now(), app.company.zone);
  const years = new Set([today, addDays(today, aheadDays)].map((day) => Number(day.slice(0, 4))));
  const overrides = [...(await findDayOverrides(app.db.read)).keys()];
  const isKnown = (year: number) => isCalendarPublished(year) || overrides.some((day) => day.startsWith(`${year}-`));
  const unknown = [...years].filter((year) => !isKnown(year));
  if (unknown.length === 0) return good("放假安排", `${[...years].join("、")} 年的已经有了`);
  const found = `${unknown.join("、")} 年的还没有收录，周一到周五都算工作日`;
  return unknown.includes(Number(today.slice(0, 4)))
    ? bad("放假安排", found, "升级程序，或用 calendar rest、calendar work 写入国家公布的安排。")
    : skipped("放假安排", `${found}；公布后升级程序，或用 calendar rest、calendar work 写入`);
}
