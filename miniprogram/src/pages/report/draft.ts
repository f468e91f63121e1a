import type { KeptFile } from "../../lib/files";
import { type Entry, emptyEntry, entryDecimal } from "../../lib/numberEntry";
import type { NewReport } from "../../lib/outbox";
import { store } from "../../lib/store";
import type { Person, Reportable } from "../../lib/wire";

/** A report as it is being written. */
export interface Draft {
  entry: Entry;
  operation: "set" | "add";
  /** For what is only done or not. */
  isDone: boolean | null;
  note: string;
  confidence: number | null;
  files: KeptFile[];
}

export const mostFiles = 3;

/** What adds up is reported as what was new today, what is a level as where it stands. */
export const emptyDraft = ({ accumulation }: Pick<Reportable, "accumulation">): Draft => ({
  entry: emptyEntry,
  operation: accumulation === "sum" ? "add" : "set",
  isDone: null,
  note: "",
  confidence: null,
  files: [],
});

const keyOf = (keyResultId: string) => `draft:report:${keyResultId}`;

/** One per key result, on the phone until it is sent. */
export const drafts = {
  read: (keyResult: Pick<Reportable, "id" | "accumulation">): Draft => ({
    ...emptyDraft(keyResult),
    ...store.read<Partial<Draft>>(keyOf(keyResult.id)),
  }),
  write: (keyResultId: string, draft: Draft) => void store.write(keyOf(keyResultId), draft),
  drop: (keyResultId: string) => store.remove(keyOf(keyResultId)),
};

/** The figure of a draft as a plain decimal; null while there is none. */
export const amountOf = ({ kind }: Pick<Reportable, "kind">, { entry, isDone }: Draft): string | null =>
  kind === "binary" ? (isDone === null ? null : isDone ? "1" : "0") : entryDecimal(entry);

interface About {
  by: Person;
  /** Whose key result it is, when not the reporter's own. */
  forName: string | null;
}

/** What goes to the outbox; undefined while there is no figure. */
export function newReport(keyResult: Reportable, draft: Draft, { by, forName }: About): NewReport | undefined {
  const amount = amountOf(keyResult, draft);
  if (amount === null) return undefined;
  return {
    byId: by.id,
    keyResultId: keyResult.id,
    operation: keyResult.kind === "binary" ? "set" : draft.operation,
    amount,
    confidence: draft.confidence,
    note: draft.note.trim() || null,
    files: draft.files,
    title: keyResult.title,
    unit: keyResult.kind === "binary" ? "" : keyResult.unit,
    forName,
  };
}
