import type { Goal } from "../../domain/goals/Goal";
import type { ProposedKeyResult } from "../../domain/goals/proposeGoal";
import { targetText } from "../cards/figureText";
import { type KeyResultReading, readKeyResult } from "./readKeyResult";

interface CycleChoice {
  id: string;
  name: string;
}

/** Where the guide for a goal is. Kept as JSON between two lines of the person. */
export interface GoalDraft {
  step: "title" | "cycle" | "keyResult" | "done";
  title: string;
  cycleId?: string;
  cycles: CycleChoice[];
  keyResults: ProposedKeyResult[];
  /** The goal that was given back and is being put right, as it was seen; a new one where it is absent. */
  returned?: { id: string; version: number };
}

export const newDraft = (cycles: readonly CycleChoice[]): GoalDraft => ({
  step: "title",
  title: "",
  keyResults: [],
  cycles: cycles.map(({ id, name }) => ({ id, name })),
});

/** A goal that was given back, ready to be put right and submitted again. */
export const draftOf = ({ objective, keyResults }: Goal): GoalDraft => ({
  step: "keyResult",
  title: objective.title,
  cycleId: objective.cycleId,
  cycles: [],
  keyResults: keyResults.map(
    ({ title, kind, accumulation, start, baseline, target, unit, weight, dueOn, metricId }) => ({
      title,
      kind,
      accumulation,
      start: accumulation === "sum" ? (baseline ?? 0) : start,
      target,
      unit,
      weight,
      dueOn,
      metricId,
    }),
  ),
  returned: { id: objective.id, version: objective.version },
});

/** As many key results as an objective may have (S118). */
const mostKeyResults = 5;

/** What the guide asks for now. */
export function promptFor(draft: GoalDraft): string {
  if (draft.step === "title") return "第 1 步：想做成什么？一句话，例如：把店铺做成类目第一。";
  if (draft.step === "cycle")
    return `第 2 步：哪个周期？回复数字。\n${draft.cycles.map(({ name }, index) => `${index + 1}. ${name}`).join("\n")}`;
  if (draft.keyResults.length === 0)
    return "第 3 步：怎么算做成？写一条关键结果，例如：老客订单 做到 300单，或：差评率 从3%降到1%。";
  return [
    ...(draft.returned ? [`《${draft.title}》`] : []),
    ...draft.keyResults.map(keyResultLine),
    askFor(draft),
  ].join("\n");
}

const keyResultLine = (one: ProposedKeyResult, index: number) =>
  `KR${index + 1} ${one.title} ${targetText({ ...one, start: one.accumulation === "sum" ? 0 : (one.start ?? 0) })}`;

function askFor({ keyResults, returned }: GoalDraft): string {
  const isFull = keyResults.length >= mostKeyResults;
  const next = isFull
    ? `已经有 ${keyResults.length} 条，回复“完成”提交。`
    : "再写一条，或回复“完成”提交给上级（一般 2 到 5 条）。";
  const change = "改一条发“改1 老客订单 做到 500单”，去掉一条发“删1”，去掉最后一条发“撤回”";
  return `${next}\n${change}${returned ? "，改名称发“改名 新的名称”" : ""}。`;
}

export interface NextStep {
  draft: GoalDraft;
  /** What was wrong, or could be better, with the last line. */
  advice?: string;
}

/** Takes the person's line into the draft. */
export function nextStep(draft: GoalDraft, text: string): NextStep {
  switch (draft.step) {
    case "title":
      return rename({ ...draft, step: "cycle" }, text, draft);
    case "cycle":
      return chooseCycle(draft, text);
    default:
      return /^(完成|提交|好了|可以了)$/.test(text) ? finish(draft) : (change(draft, text) ?? add(draft, text));
  }
}

/** `before` stays where the name will not do. */
const rename = (draft: GoalDraft, title: string, before: GoalDraft): NextStep =>
  title.length > 120 || title === ""
    ? { draft: before, advice: "目标名称请写 1 到 120 个字。" }
    : { draft: { ...draft, title } };

function chooseCycle(draft: GoalDraft, text: string): NextStep {
  const chosen = draft.cycles[Number(text.normalize("NFKC")) - 1] ?? draft.cycles.find(({ name }) => name === text);
  if (!chosen) return { draft, advice: `请回复 1 到 ${draft.cycles.length} 的数字。` };
  return { draft: { ...draft, cycleId: chosen.id, step: "keyResult" } };
}

const finish = (draft: GoalDraft): NextStep =>
  draft.keyResults.length === 0
    ? { draft, advice: "还没有关键结果，至少写一条。" }
    : { draft: { ...draft, step: "done" } };

/** The draft without its last line, whether that was a key result, the cycle or the name; undefined without one. */
export function previousStep(draft: GoalDraft): GoalDraft | undefined {
  const { step, keyResults, returned, cycleId: _, ...rest } = draft;
  if (keyResults.length > 0) return { ...draft, keyResults: unweighted(keyResults.slice(0, -1)) };
  if (returned || step === "title") return undefined;
  return step === "cycle" ? newDraft(draft.cycles) : { ...rest, step: "cycle", keyResults };
}

const changing = /^改\s?([1-5１-５])\s?[：:、.]?\s(.+)$/s;
const dropping = /^(?:删除?|去掉)\s?(?:KR)?([1-5１-５])$/i;
const renaming = /^改名(?:称)?\s?[：:]?\s(.+)$/s;

/** `改1 GMV 做到 120万`, `删2`, `改名 …`; undefined for a line that is none of them. */
function change(draft: GoalDraft, text: string): NextStep | undefined {
  const title = renaming.exec(text)?.[1];
  if (title !== undefined) return rename(draft, title.trim(), draft);
  const [, changed, line = ""] = changing.exec(text) ?? [];
  const index = Number((changed ?? dropping.exec(text)?.[1] ?? "").normalize("NFKC")) - 1;
  const old = draft.keyResults[index];
  if (!old) return undefined;
  if (changed === undefined)
    return { draft: { ...draft, keyResults: unweighted(draft.keyResults.toSpliced(index, 1)) } };
  const reading = readKeyResult(line);
  if (reading.kind === "refused") return { draft, advice: reading.advice };
  const { weight } = old;
  return { draft: { ...draft, keyResults: draft.keyResults.with(index, { ...reading.keyResult, weight }) } };
}

function add(draft: GoalDraft, text: string): NextStep {
  const reading: KeyResultReading = readKeyResult(text);
  if (reading.kind === "refused") return { draft, advice: reading.advice };
  if (draft.keyResults.length >= mostKeyResults) return { draft, advice: `最多 ${mostKeyResults} 条关键结果。` };
  return { draft: { ...draft, keyResults: unweighted([...draft.keyResults, reading.keyResult]) } };
}

/** With one more or one less the weights no longer make a whole: all weigh the same then. */
const unweighted = (keyResults: readonly ProposedKeyResult[]): ProposedKeyResult[] =>
  keyResults.map(({ weight: _, ...rest }) => rest);
