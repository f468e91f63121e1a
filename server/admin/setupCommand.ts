import type { Command } from "commander";
import { businessDayOf } from "../../domain/calendar";
import { ensureYear } from "../../domain/cycles/ensureYear";
import { createCompanyGoal } from "../../domain/goals/createCompanyGoal";
import { ensureMetrics } from "../../domain/metrics/ensureMetrics";
import { grantRole } from "../../domain/people/grantRole";
import { nameOf } from "../../domain/people/nameOf";
import { readDirectory } from "../../domain/people/readDirectory";
import { syncPeople } from "../../domain/people/syncPeople";
import { Cycle, type Employee, type Role } from "../../entities";
import { Database } from "../../entities/database";
import { type Admin, Refusal } from "./Admin";
import { findPersonBy } from "./findPersonBy";
import { claimForAdmin } from "./openAdmin";
import { syncLines } from "./peopleCommands";
import { type PlannedGoal, parseKeyResult, readGoals } from "./readGoals";
import type { Shell } from "./Shell";

interface SetupOptions {
  hr?: string;
  executive?: string;
  operator?: string;
  year?: string;
  goals?: string;
  objective?: string;
  keyResult: string[];
}

/** `setup`: everything a new company needs before the first person writes to the app. Harmless when run again. */
export function setupCommand(program: Command, { begin }: Shell) {
  const collect = (value: string, others: string[]) => [...others, value];
  program
    .command("setup")
    .description("新企业初始化：建库、同步人员、首位人事和高管、今年的周期、公司目标；可以重复运行")
    .option("--hr <person>", "首位人事（账号或姓名）")
    .option("--executive <person>", "首位高管（账号或姓名），也是公司目标的负责人")
    .option("--operator <person>", "首位运维（账号或姓名），收系统通知")
    .option("--year <year>", "建立哪一年的周期（默认今年）")
    .option("--goals <file>", "公司目标文件（.json、.csv 或 .xlsx）")
    .option("--objective <title>", "一个公司目标的名称，配合 --key-result")
    .option("--key-result <text>", "关键结果，可以写多次，例如 “GMV 0→1200000 元 @gmv”", collect, [])
    .action(begin(setUp));
}

async function setUp(admin: Admin, options: SetupOptions) {
  const year = yearOf(admin, options.year);
  const goals = await plannedGoals(options);
  await migrate(admin);
  await claimForAdmin(admin);
  await syncOnce(admin);
  await grant(admin, "hr", options.hr, "人事");
  await grant(admin, "executive", options.executive, "高管");
  await grant(admin, "operator", options.operator, "运维");
  const made = await admin.work((work) => ensureYear(work, year));
  admin.say(made > 0 ? `✓ 已建立 ${year} 年的 ${made} 个周期（年、半年、季度、月）` : `✓ ${year} 年的周期已经有了`);
  await admin.work((work) => ensureMetrics(work));
  await createGoals(admin, goals, { year, executive: options.executive });
  admin.say("下一步：people import 导入姓名和班次，menu publish 发布菜单，doctor 检查。");
}

function yearOf({ app }: Admin, text: string | undefined): number {
  if (text === undefined) return Number(businessDayOf(app.clock.now(), app.company.zone).slice(0, 4));
  if (!/^20\d\d$/.test(text)) throw new Refusal(`--year 看不懂“${text}”，例如 2026。`);
  return Number(text);
}

async function plannedGoals({ goals, objective, keyResult }: SetupOptions): Promise<PlannedGoal[]> {
  const listed = goals === undefined ? [] : await readGoals(goals);
  if (objective === undefined && keyResult.length === 0) return listed;
  if (objective === undefined) throw new Refusal("有 --key-result，还要写 --objective 目标名称。");
  return [...listed, { title: objective, cycle: "year", keyResults: keyResult.map(parseKeyResult) }];
}

/** Changing tables needs rights that the run-time user has not. */
async function migrate({ env, say }: Admin) {
  const db = await Database.open(env.migrationUrl);
  try {
    const names = await db.migrate();
    say(names.length > 0 ? `✓ 数据库已升级（${names.length} 步）` : "✓ 数据库是最新的");
  } finally {
    await db.close();
  }
}

async function syncOnce(admin: Admin) {
  if (!admin.client) return;
  const snapshot = await readDirectory(admin.app.directory);
  const result = await admin.work((work) => syncPeople(work, snapshot));
  if (result.isRefused) admin.say("！人员没有同步：停用的人太多，请运行 people sync 查看。");
  else for (const line of syncLines(result)) admin.say(line);
}

async function grant(admin: Admin, role: Role, text: string | undefined, called: string) {
  if (text === undefined) return;
  const person = await findPersonBy(admin, text);
  await admin.work((work) => grantRole(work, person.id, role));
  admin.say(`✓ ${called}：${nameOf(person)}`);
}

async function createGoals(
  admin: Admin,
  goals: readonly PlannedGoal[],
  { year, executive }: { year: number; executive: string | undefined },
) {
  for (const { title, owner, cycle, keyResults } of goals) {
    const holder = owner ?? executive;
    if (holder === undefined)
      throw new Refusal(`公司目标《${title}》没有负责人：请写 --executive，或在文件里写负责人。`);
    const person: Employee = await findPersonBy(admin, holder);
    const cycleId = await cycleIdOf(admin, cycle, year);
    const made = await admin.work((work) =>
      createCompanyGoal(work, { cycleId, ownerId: person.id, title, keyResults }),
    );
    admin.say(made ? `✓ 公司目标：${title}（${keyResults.length} 条关键结果）` : `✓ 公司目标已经有了：${title}`);
  }
}

/** `year` is the whole of this year; anything else is a cycle's name, such as 2026年二季度. */
async function cycleIdOf({ app }: Admin, cycle: string, year: number): Promise<string> {
  const startsOn = `${year}-01-01`;
  const found = await app.db.read.findOneBy(Cycle, cycle === "year" ? { kind: "year", startsOn } : { name: cycle });
  if (!found)
    throw new Refusal(`没有周期“${cycle}”。例如：${year}年、${year}年上半年、${year}年二季度、${year}年5月。`);
  return found.id;
}
