import type { KeyResultRow } from "../../domain/goals/KeyResultRow";
import type { Amount } from "../../domain/goals/parseAmount";
import { groupBy } from "../../domain/groupBy";

/** A key result with what it is called where others are called the same. */
export interface Choice {
  row: KeyResultRow;
  label: string;
}

/** `GMV`, or `GMV（做大做强）` where two goals have one, or `GMV（做大做强，第2条）` where even those agree. */
export function labelKeyResults(rows: readonly KeyResultRow[]): Choice[] {
  const within = groupBy(rows, fullName);
  const titled = groupBy(rows, ({ title }) => plain(title));
  return rows.map((row) => {
    const same = within.get(fullName(row)) ?? [];
    if (titled.get(plain(row.title))?.length === 1) return { row, label: row.title };
    const which = same.length > 1 ? `，第${same.indexOf(row) + 1}条` : "";
    return { row, label: `${row.title}（${row.objectiveTitle}${which}）` };
  });
}

/** Those meant: by exact name, else by part of it; of several those of the kind the figure fits. */
export function chooseKeyResults(choices: readonly Choice[], name: string, amount: Amount): Choice[] {
  const wanted = plain(name);
  const named = choices.filter(({ label }) => plain(label).includes(wanted));
  const exact = named.filter(({ row, label }) => plain(label) === wanted || plain(row.title) === wanted);
  const meant = exact.length > 0 ? exact : named;
  const fitting = meant.filter(({ row }) => amount.isDone === (row.kind === "binary"));
  return fitting.length > 0 ? fitting : meant;
}

/** Case, width and blanks do not matter. */
const plain = (text: string) => text.normalize("NFKC").toLowerCase().replace(/\s+/g, "");
const fullName = ({ title, objectiveTitle }: KeyResultRow) => plain(`${title}\n${objectiveTitle}`);
