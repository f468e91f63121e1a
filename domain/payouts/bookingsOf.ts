import type { Payout } from "../../entities";
import { type Booking, booking } from "../ledger/Booking";

/**
 * What is booked when more is known of a bill. What lapsed never left, unless the provider's statement said that it had:
 * what was promised is free again. What failed and was paid after all has left only now.
 */
export function bookingsOf(
  { billNo, partId, employeeId, amountFen, state }: Payout,
  budgetId: string,
  kind: "failed" | "paid" | "received" | "refunded" | "lapsed",
): Booking[] {
  if (kind === "failed") return [];
  if (state === "asked" && kind === "lapsed") return [booking.release(partId, budgetId, amountFen)];
  const isBack = kind === "refunded" || kind === "lapsed";
  return [
    ...(state === "asked" || state === "failed" ? [booking.pay(billNo, budgetId, employeeId, amountFen)] : []),
    ...(isBack ? [booking.return(billNo, budgetId, employeeId, amountFen)] : []),
  ];
}
