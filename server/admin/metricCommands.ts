import type { Command } from "commander";
import { importMetricValues, usualSource } from "../../domain/metrics/importMetricValues";
import { Department, Metric, type MetricSubject } from "../../entities";
import { type Admin, Refusal } from "./Admin";
import { findPersonBy } from "./findPersonBy";
import { columnOf, readTable, type Table } from "./readTable";
import type { Shell } from "./Shell";
import { faultLine } from "./words";

interface ImportOptions {
  metric: string;
  subject: string;
  dateColumn?: string;
  valueColumn?: string;
  source?: string;
}

/** `metrics import | list` */
export function metricCommands(program: Command, { run }: Shell) {
  const metrics = program.command("metrics").description("指标：导入每日数据、查看");
  metrics
    .command("import <file>")
    .description("导入每日数据（.csv 或 .xlsx，每天一行）；重复导入不会重复计算，改过的数自动更正")
    .requiredOption("--metric <code>", "指标编号，例如 gmv")
    .option("--subject <subject>", "谁的数据：company、department:部门编号、employee:账号", "company")
    .option("--date-column <name>", "日期那一列的列名（默认 日期 或 date）")
    .option("--value-column <name>", "数值那一列的列名（默认 数值、value 或指标的编号、名称）")
    .option(
      "--source <name>",
      `数据来源（默认 ${usualSource}）；同一来源的数互相更正；不同来源的数，每天相加的指标加在一起，取最近一天的指标以后导入的为准`,
    )
    .action(run(importFile));
  metrics.command("list").description("有哪些指标").action(run(list));
}

async function importFile(admin: Admin, file: string, options: ImportOptions) {
  const metric = await admin.app.db.read.findOneBy(Metric, { code: options.metric });
  const table = await readTable(file);
  const day = place(table, options.dateColumn, ["日期", "date", "day", "统计日期"], "日期");
  const names = ["数值", "value", options.metric, ...(metric ? [metric.name] : [])];
  const value = place(table, options.valueColumn, names, "数值");
  const source = [...(options.source ?? usualSource)].slice(0, 64).join("");
  const rows = table.rows.map(({ row, cells }) => ({ row, day: cells[day] ?? "", value: cells[value] ?? "" }));
  const subject = await subjectOf(admin, options.subject);
  const result = await admin.work((work) =>
    importMetricValues(work, { metricCode: options.metric, source, rows, ...subject }),
  );
  if (result.faults.length > 0)
    throw new Refusal(
      [...result.faults.map(faultLine), `✗ ${result.faults.length} 处有误，一行都没有保存。`].join("\n"),
    );
  admin.say(`✓ 已导入：新增 ${result.added} 天，更正 ${result.changed} 天，没变 ${result.unchanged} 天。`);
}

function place(table: Table, wanted: string | undefined, usual: readonly string[], what: string): number {
  const found = columnOf(table, wanted === undefined ? usual : [wanted]);
  if (found !== undefined) return found;
  const option = what === "日期" ? "--date-column" : "--value-column";
  throw new Refusal(
    `找不到${what}列${wanted ? `“${wanted}”` : ""}。文件里有：${table.headings.join("、")}。请用 ${option} 指定。`,
  );
}

async function subjectOf(admin: Admin, text: string): Promise<{ subjectKind: MetricSubject; subjectId: string }> {
  const [kind, id = ""] = text.split(/:(.*)/s);
  if (kind === "company") return { subjectKind: "company", subjectId: "" };
  if (kind === "employee") return { subjectKind: "employee", subjectId: (await findPersonBy(admin, id)).id };
  if (kind !== "department")
    throw new Refusal(`--subject 看不懂“${text}”。可以用 company、department:部门编号、employee:账号。`);
  const number = /^\d{1,9}$/.test(id) ? Number(id) : -1;
  const department = await admin.app.db.read.findOneBy(Department, [{ id }, { wecomId: number }, { name: id }]);
  if (!department) throw new Refusal(`没有部门“${id}”。可以填企业微信的部门编号，或部门名。`);
  return { subjectKind: "department", subjectId: department.id };
}

async function list({ app, say }: Admin) {
  const metrics = await app.db.read.find(Metric, { order: { code: "ASC" } });
  for (const { code, name, unit, accumulation } of metrics)
    say(`${code}  ${name}（${unit}，${accumulation === "sum" ? "每天相加" : "取最近一天"}）`);
  if (metrics.length === 0) say("还没有指标。先运行 setup。");
}
