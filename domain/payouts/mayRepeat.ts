import { In, IsNull, Not } from "typeorm";
import { Payout } from "../../entities";
import type { Work } from "../context";
import { isRemembered } from "./isRemembered";
import { arePayoutsFrozen } from "./setPayouts";

/**
 * Whether a bill that the provider knows nothing of may be sent again: not what is known to have left or may have been
 * forgotten there, nor where another bill for the same money turned out to be paid.
 */
export async function mayRepeat(work: Pick<Work, "db" | "now" | "company">, billNo: string): Promise<boolean> {
  const { db } = work;
  const payout = await db.findOneBy(Payout, { billNo });
  if (payout?.state !== "asked" || !isRemembered(work, payout)) return false;
  if (await isPaidOtherwise(work, payout)) return false;
  return !(await arePayoutsFrozen(work));
}

/** Another bill for the same money was paid, though it had failed before. */
export const isPaidOtherwise = ({ db }: Pick<Work, "db">, { id, partId }: Payout): Promise<boolean> =>
  db.existsBy(Payout, [
    { id: Not(id), partId, lateState: Not(IsNull()) },
    { id: Not(id), partId, state: In(["paid", "received"]) },
  ]);
