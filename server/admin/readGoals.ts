import { readFile } from "node:fs/promises";
import { extname } from "node:path";
import { z } from "zod";
import type { CompanyKeyResult } from "../../domain/goals/createCompanyGoal";
import { readValue } from "../../domain/metrics/readValueRows";
import { inChinese } from "../inChinese";
import { Refusal } from "./Admin";
import { columnOf, readTable, type Table } from "./readTable";

/** A company goal as the operator wrote it. */
export interface PlannedGoal {
  title: string;
  /** User id or name; the first executive where it is absent. */
  owner?: string;
  /** A cycle's name, or `year`. */
  cycle: string;
  keyResults: CompanyKeyResult[];
}

const title = z.string().trim().min(1).max(120);
const figure = z.union([z.number(), z.string()]).transform((value, context) => {
  const scaled = readValue(String(value));
  if (scaled !== undefined) return scaled;
  context.addIssue({ code: "custom", message: "不是数字，或小数超过 4 位" });
  return z.NEVER;
});
const KeyResultShape = z.strictObject({
  title,
  kind: z.enum(["increase", "decrease", "binary"]).optional(),
  unit: z.string().max(8).default(""),
  start: figure.default(0),
  target: figure.default(10_000),
  /** Percent of the objective. */
  weight: z.number().gt(0).max(100).optional(),
  metric: z.string().optional(),
});
const GoalShape = z.strictObject({
  title,
  owner: z.string().optional(),
  cycle: z.string().default("year"),
  keyResults: z.array(KeyResultShape).min(1).max(5),
});

/** Company goals from a JSON list, or a table with a row per key result: 目标 关键结果 起点 目标值 单位 权重 指标 周期 负责人. */
export async function readGoals(file: string): Promise<PlannedGoal[]> {
  const raw = extname(file).toLowerCase() === ".json" ? await readJson(file) : group(await readTable(file));
  const result = z.array(GoalShape).safeParse(raw, inChinese);
  if (result.success) return result.data.map(complete);
  throw new Refusal(`公司目标文件有误：\n${result.error.issues.map(issueLine).join("\n")}`);
}

async function readJson(file: string): Promise<unknown> {
  const text = await readFile(file, "utf8");
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch {
    throw new Refusal(`看不懂 JSON 文件：${file}`);
  }
}

const columns = {
  title: ["目标", "目标名称", "objective"],
  keyResult: ["关键结果", "key result"],
  start: ["起点", "start"],
  target: ["目标值", "target"],
  unit: ["单位", "unit"],
  weight: ["权重", "weight"],
  metric: ["指标", "metric"],
  cycle: ["周期", "cycle"],
  owner: ["负责人", "owner"],
};

/** Rows of one objective belong together; an empty objective cell means the one above. */
function group(table: Table): unknown[] {
  const places = Object.entries(columns).map(([key, names]) => [key, columnOf(table, names)] as const);
  const goals: { title: string; keyResults: object[] }[] = [];
  for (const { cells } of table.rows) {
    const filled = places.filter(([, place]) => place !== undefined && (cells[place] ?? "").trim() !== "");
    const row = Object.fromEntries(filled.map(([key, place]) => [key, (cells[place ?? 0] ?? "").trim()]));
    const { title: name, keyResult, cycle, owner, weight, ...rest } = row;
    let goal = name === undefined ? goals.at(-1) : goals.find((one) => one.title === name);
    if (!goal) {
      goal = { title: name ?? "", keyResults: [], ...(cycle && { cycle }), ...(owner && { owner }) };
      goals.push(goal);
    }
    const percent = weight && { weight: Number(weight.replace("%", "")) };
    goal.keyResults.push({ title: keyResult, ...rest, ...percent });
  }
  return goals;
}

function complete({ keyResults, ...goal }: z.infer<typeof GoalShape>): PlannedGoal {
  return {
    ...goal,
    keyResults: keyResults.map(({ kind, weight, ...one }) => ({
      ...one,
      kind: kind ?? (one.target < one.start ? "decrease" : "increase"),
      ...(weight !== undefined && { weight: Math.round(weight * 100) }),
    })),
  };
}

const issueLine = ({ path, message }: { path: PropertyKey[]; message: string }) => {
  const [goal, , keyResult, field] = path;
  const where = `第${Number(goal ?? 0) + 1}个目标${keyResult === undefined ? "" : `第${Number(keyResult) + 1}条关键结果`}`;
  return `  ${where} ${String(field ?? path.at(-1) ?? "")}：${message}`;
};

const keyResultPattern =
  /^(?<title>.+?)\s+(?:(?<start>[-\d.,]+)\s*(?:→|->|到)\s*)?(?<target>[-\d.,]+)\s*(?<unit>[^\s\d@]{0,8})?(?:\s*@(?<metric>[\w.-]+))?$/u;

/** `GMV 0→1200000 元 @gmv`: a title, from where to where, the unit, and the metric that feeds it. */
export function parseKeyResult(text: string): CompanyKeyResult {
  const parts = keyResultPattern.exec(text.trim())?.groups;
  const target = readValue(parts?.target ?? "");
  const start = readValue(parts?.start ?? "0");
  if (!parts?.title || target === undefined || start === undefined)
    throw new Refusal(`看不懂关键结果“${text}”，例如：GMV 0→1200000 元 @gmv。`);
  const kind = target < start ? "decrease" : "increase";
  return {
    title: parts.title,
    kind,
    unit: parts.unit ?? "",
    start,
    target,
    ...(parts.metric && { metric: parts.metric }),
  };
}
