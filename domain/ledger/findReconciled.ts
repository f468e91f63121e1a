import type { EntityManager } from "typeorm";
import { Reconciliation } from "../../entities";
import type { Day } from "../calendar";

/** The days whose statement was held against the ledger, each with the bills that did not agree when it was last. */
export async function findReconciled(db: EntityManager): Promise<Map<Day, string[]>> {
  const days = await db.find(Reconciliation, { order: { day: "ASC", provider: "ASC" } });
  const reconciled = new Map<Day, string[]>();
  for (const { day, differences } of days)
    reconciled.set(day, [...(reconciled.get(day) ?? []), ...differences.map(({ billNo }) => billNo)]);
  return reconciled;
}
