import { type EntityManager, In, IsNull, Not } from "typeorm";
import { Employee } from "../../entities";

interface Given {
  awardId: string;
  employeeId: string;
}

/** Cards to congratulate from that one manager gets at a time; the team's message and the wall tell of the rest. */
const cardsAtOnce = 5;

/** Whom each receiver answers to, by award, in a statement per five hundred. */
export async function findManagersToTell(db: EntityManager, gifts: readonly Given[]): Promise<Map<string, string>> {
  const managers = await findManagers(db, [...new Set(gifts.map(({ employeeId }) => employeeId))]);
  const cards = new Map<string, number>();
  const told = new Map<string, string>();
  for (const { awardId, employeeId } of gifts) {
    const managerId = managers.get(employeeId);
    const count = cards.get(managerId ?? "") ?? 0;
    if (managerId === undefined || count >= cardsAtOnce) continue;
    cards.set(managerId, count + 1);
    told.set(awardId, managerId);
  }
  return told;
}

async function findManagers(db: EntityManager, ids: readonly string[]): Promise<Map<string, string>> {
  const managers = new Map<string, string>();
  for (let start = 0; start < ids.length; start += 500) {
    const where = { id: In(ids.slice(start, start + 500)), reportsToId: Not(IsNull()) };
    for (const { id, reportsToId } of await db.find(Employee, { select: { id: true, reportsToId: true }, where }))
      managers.set(id, reportsToId!);
  }
  return managers;
}
