import type { Budget, LedgerTransaction } from "../../entities";
import type { BookingLine } from "./Booking";

/** Whose budgets are, and of which month, by what was booked: the key of a grant says it, and a carry goes on from there. */
export class BudgetPlaces {
  private readonly places = new Map<string, string>();
  private readonly moved = new Set<string>();

  add({ kind, idempotencyKey }: Pick<LedgerTransaction, "kind" | "idempotencyKey">, lines: readonly BookingLine[]) {
    if (kind !== "grant" && kind !== "carry") return;
    const to = lines.find(({ account, debitFen }) => account === "available" && debitFen > 0)?.budgetId;
    const [, id = "", ...rest] = idempotencyKey.split(":");
    const departmentId = kind === "grant" ? rest[0] : this.places.get(id)?.split(":")[0];
    const month = kind === "grant" ? rest[1] : rest[0];
    // Grants of before it was written down say nothing.
    if (to === undefined || departmentId === undefined || month === undefined) return;
    const place = `${departmentId}:${month}`;
    if ((this.places.get(to) ?? place) !== place) this.moved.add(to);
    this.places.set(to, place);
  }

  /** Whether it is where its money was booked to. */
  hold({ id, departmentId, month }: Budget): boolean {
    const place = this.places.get(id);
    return !this.moved.has(id) && (place === undefined || place === `${departmentId}:${month}`);
  }
}
