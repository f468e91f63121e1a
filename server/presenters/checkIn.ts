import type { z } from "zod";
import type { CheckInView } from "../../domain/checkIns/findCheckIns";
import { fromScaled } from "../../domain/goals/formatAmount";
import type * as schema from "../schemas/today";
import { presentPerson } from "./person";

export function presentCheckIn({
  checkIn,
  by,
  note,
  retractedAt,
  mayRetract,
}: CheckInView): z.input<typeof schema.CheckIn> {
  const { id, operation, amount, businessDay, confidence, source, occurredAt } = checkIn;
  return {
    id,
    // Those that take another back are told by what they took.
    operation: operation === "add" ? "add" : "set",
    amount: fromScaled(amount),
    day: businessDay,
    confidence,
    note,
    source,
    by: by ? presentPerson(by) : null,
    at: occurredAt.toISOString(),
    retractedAt: retractedAt?.toISOString() ?? null,
    abilities: { retract: mayRetract },
  };
}
