import type { ProposedKeyResult } from "../../domain/goals/proposeGoal";
import { targetText } from "../cards/figureText";
import { type KeyResultReading, readKeyResult } from "./readKeyResult";

interface CycleChoice {
  id: string;
  name: string;
}

/** Where the guide for a new goal is. Kept as JSON between two lines of the person. */
export interface GoalDraft {
  step: "title" | "cycle" | "keyResult" | "done";
  title: string;
  cycleId?: string;
  cycles: CycleChoice[];
  keyResults: ProposedKeyResult[];
}

/** As many key results as an objective may have (S118). */
const mostKeyResults = 5;

/** What the guide asks for now. */
export function promptFor(draft: GoalDraft): string {
  if (draft.step === "title") return "第 1 步：想做成什么？一句话，例如：把店铺做成类目第一。";
  if (draft.step === "cycle")
    return `第 2 步：哪个周期？回复数字。\n${draft.cycles.map(({ name }, index) => `${index + 1}. ${name}`).join("\n")}`;
  const listed = draft.keyResults.map(
    (one, index) => `KR${index + 1} ${one.title} ${targetText({ ...one, start: one.start ?? 0 })}`,
  );
  const count = draft.keyResults.length;
  if (count === 0) return "第 3 步：怎么算做成？写一条关键结果，例如：GMV 做到 100万，或：差评率 从3%降到1%。";
  if (count === mostKeyResults) return `${listed.join("\n")}\n已经有 ${count} 条，回复“完成”提交。`;
  return `${listed.join("\n")}\n再写一条，或回复“完成”提交给上级（一般 2 到 5 条）。`;
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
      return text.length > 120 || text === ""
        ? { draft, advice: "目标名称请写 1 到 120 个字。" }
        : { draft: { ...draft, title: text, step: "cycle" } };
    case "cycle":
      return chooseCycle(draft, text);
    default:
      return /^(完成|提交|好了|可以了)$/.test(text) ? finish(draft) : addKeyResult(draft, readKeyResult(text));
  }
}

function chooseCycle(draft: GoalDraft, text: string): NextStep {
  const chosen = draft.cycles[Number(text.normalize("NFKC")) - 1] ?? draft.cycles.find(({ name }) => name === text);
  if (!chosen) return { draft, advice: `请回复 1 到 ${draft.cycles.length} 的数字。` };
  return { draft: { ...draft, cycleId: chosen.id, step: "keyResult" } };
}

const finish = (draft: GoalDraft): NextStep =>
  draft.keyResults.length === 0
    ? { draft, advice: "还没有关键结果，至少写一条。" }
    : { draft: { ...draft, step: "done" } };

function addKeyResult(draft: GoalDraft, reading: KeyResultReading): NextStep {
  if (reading.kind === "refused") return { draft, advice: reading.advice };
  if (draft.keyResults.length >= mostKeyResults) return { draft, advice: `最多 ${mostKeyResults} 条关键结果。` };
  return { draft: { ...draft, keyResults: [...draft.keyResults, reading.keyResult] } };
}
