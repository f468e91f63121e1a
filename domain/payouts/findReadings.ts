import { Between, type EntityManager, IsNull, Not } from "typeorm";
import { Reconciliation } from "../../entities";
import { addDays, type Day } from "../calendar";

/** Providers keep statements for three months; no bill is under way for so long. */
export const readingDays = 92;

/** The readings of a provider's statements that count, by day, as far as they may speak of the same bills as this day's. */
export async function findReadings(db: EntityManager, provider: string, around: Day): Promise<Map<Day, string>> {
  const day = Between(addDays(around, -readingDays), addDays(around, readingDays));
  const read = await db.findBy(Reconciliation, { provider, day, readingId: Not(IsNull()) });
  return new Map(read.map((one) => [one.day, one.readingId ?? ""]));
}
