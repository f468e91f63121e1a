import { store } from "../../lib/store";
import type { EditBody, Goal, ProposalChoices, ProposeBody, ProposedKeyResult } from "../../lib/wire";

export interface KeyResultDraft {
  key: string;
  title: string;
  kind: "increase" | "decrease" | "binary";
  accumulation: "sum" | "last";
  start: string;
  target: string;
  unit: string;
  /** Per cent; all empty: all weigh the same. */
  weight: string;
  /** Null: the end of the cycle. */
  dueOn: string | null;
}

/** A goal as it is being written. */
export interface Draft {
  cycleId: string;
  title: string;
  commitment: "committed" | "aspirational";
  keyResults: KeyResultDraft[];
  /** Undefined: as it is. */
  parentId?: string | null;
  note: string;
  /** Of the goal that is changed. */
  version?: number;
}

let made = 0;
export const emptyKeyResult = (): KeyResultDraft => ({
  key: `${Date.now()}-${made++}`,
  title: "",
  kind: "increase",
  accumulation: "last",
  start: "",
  target: "",
  unit: "",
  weight: "",
  dueOn: null,
});

export const emptyDraft = ({ cycles }: ProposalChoices): Draft => ({
  cycleId: cycles[0]?.id ?? "",
  title: "",
  commitment: "committed",
  keyResults: [emptyKeyResult(), emptyKeyResult()],
  note: "",
});

/** A goal that was kept or returned, taken up again. */
export const draftOf = ({ cycle, title, commitment, version, keyResults }: Goal): Draft => ({
  cycleId: cycle.id,
  title,
  commitment,
  version,
  note: "",
  keyResults: keyResults.map(({ id, title: name, kind, accumulation, start, target, unit, weight, dueOn }) => ({
    key: id,
    title: name,
    kind,
    accumulation,
    start,
    target,
    unit,
    weight: String(weight),
    dueOn,
  })),
});

const keyOf = (goalId: string | undefined) => `draft:propose:${goalId ?? "new"}`;

/** One per goal, on the phone until the server has it. */
export const drafts = {
  read: (goalId?: string) => store.read<Draft>(keyOf(goalId)),
  write: (goalId: string | undefined, draft: Draft) => void store.write(keyOf(goalId), draft),
  drop: (goalId?: string) => store.remove(keyOf(goalId)),
};

/** Per cent that is not given away yet; null while all weigh the same. */
export function weightLeft({ keyResults }: Draft): number | null {
  if (keyResults.every(({ weight }) => weight === "")) return null;
  const cents = keyResults.reduce((sum, { weight }) => sum + Math.round(Number(weight) * 100), 0);
  return (10_000 - cents) / 100;
}

const plain = (text: string) => text.replace(/,/g, "").trim();

function wireKeyResult(one: KeyResultDraft, isWeighted: boolean): ProposedKeyResult {
  const { kind, accumulation, start, target, unit, weight, dueOn, title } = one;
  return {
    title,
    kind,
    unit: kind === "binary" ? "" : unit,
    ...(kind !== "binary" && {
      accumulation: kind === "decrease" ? "last" : accumulation,
      start: plain(start) || "0",
      ...(plain(target) !== "" && { target: plain(target) }),
    }),
    ...(isWeighted && { weight: Number(weight) }),
    dueOn,
  };
}

const wireKeyResults = (draft: Draft) => draft.keyResults.map((one) => wireKeyResult(one, weightLeft(draft) !== null));

export const proposeBody = (draft: Draft, submit: boolean): ProposeBody => ({
  cycleId: draft.cycleId,
  title: draft.title,
  commitment: draft.commitment,
  keyResults: wireKeyResults(draft),
  parentId: draft.parentId ?? null,
  note: draft.note.trim() || null,
  submit,
});

export const editBody = (draft: Draft): EditBody => ({
  version: draft.version ?? 0,
  cycleId: draft.cycleId,
  title: draft.title,
  commitment: draft.commitment,
  keyResults: wireKeyResults(draft),
  ...(draft.parentId !== undefined && { parentId: draft.parentId }),
});
