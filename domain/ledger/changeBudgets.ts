import type { Work } from "../context";
import type { Booking } from "./Booking";

const columns = ["grantedFen", "carriedFen", "reservedFen", "spentFen", "returnedFen"] as const;
type Column = (typeof columns)[number];
export type BudgetFigures = Record<Column, number>;

/** What bookings change in the figures of each budget. */
export function budgetChanges(bookings: readonly Pick<Booking, "kind" | "lines">[]): Map<string, BudgetFigures> {
  const changes = new Map<string, BudgetFigures>();
  const add = (budgetId: string, column: Column, fen: number) => {
    const figures = changes.get(budgetId) ?? {
      grantedFen: 0,
      carriedFen: 0,
      reservedFen: 0,
      spentFen: 0,
      returnedFen: 0,
    };
    figures[column] += fen;
    changes.set(budgetId, figures);
  };
  for (const { kind, lines } of bookings)
    for (const { account, budgetId, debitFen, creditFen } of lines) {
      if (account === "granted") add(budgetId, "grantedFen", creditFen - debitFen);
      if (account === "available" && kind === "carry") add(budgetId, "carriedFen", debitFen - creditFen);
      if (account === "reserved") add(budgetId, "reservedFen", debitFen - creditFen);
      // What came back stays spent, and is returned beside it.
      if (account === "spent") add(budgetId, debitFen > 0 ? "spentFen" : "returnedFen", debitFen + creditFen);
    }
  return changes;
}

/** Writes them, one statement for all budgets. The table's checks refuse what would overdraw one. */
export async function changeBudgets({ db }: Work, bookings: readonly Booking[]): Promise<void> {
  const changes = [...budgetChanges(bookings)];
  const cases = `CASE id ${changes.map(() => "WHEN ? THEN ?").join(" ")} END`;
  const sets = columns.map((column) => `${column} = ${column} + ${cases}`);
  const values = columns.flatMap((column) => changes.flatMap(([id, figures]) => [id, figures[column]]));
  await db.query(`UPDATE budgets SET ${sets.join(", ")} WHERE id IN (${changes.map(() => "?").join(",")})`, [
    ...values,
    ...changes.map(([id]) => id),
  ]);
}
