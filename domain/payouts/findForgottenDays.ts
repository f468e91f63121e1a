import { MoreThan } from "typeorm";
import { LedgerTransaction, Reconciliation } from "../../entities";
import { addDays, businessDayOf, type Day, eachDay } from "../calendar";
import type { Work } from "../context";
import { keptDays } from "./findUnreadDays";
import { payZone } from "./payZone";

/**
 * Days a database may know too little of, which was restored or moved before payouts were frozen: from its newest booking
 * to yesterday, and yesterday in any case. Those are left out whose statement was held against the ledger since.
 */
export async function findForgottenDays({ db, now }: Work, frozenAt: Date): Promise<Day[]> {
  const [newest] = await db.find(LedgerTransaction, { order: { no: "DESC" }, take: 1 });
  const today = businessDayOf(now, payZone);
  const yesterday = addDays(today, -1);
  const known = businessDayOf(newest?.at ?? frozenAt, payZone);
  const first = [known, yesterday].sort()[0]!;
  const earliest = addDays(today, -keptDays);
  const days = [...eachDay(first < earliest ? earliest : first, yesterday)];
  const done = await db.findBy(Reconciliation, { at: MoreThan(frozenAt) });
  const reconciled = new Set(done.map(({ day }) => day));
  return days.filter((day) => !reconciled.has(day));
}
