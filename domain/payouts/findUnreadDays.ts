import { Between, type EntityManager, IsNull, Not } from "typeorm";
import { Payout, Reconciliation } from "../../entities";
import { addDays, businessDayOf, type Day, eachDay, instantAt } from "../calendar";
import type { Payer } from "../context";
import { payZone } from "./payZone";

/** Providers keep statements for three months. */
export const keptDays = 90;
/** From then on a day's statement is whole, or there is none as nothing moved. */
const wholeFrom = "10:00";

/**
 * Days up to `last` whose statement was not read yet, since the first bill was begun and as far back as the provider keeps
 * statements; that of `last` also where no bill ever was.
 */
export async function findUnreadDays(
  db: EntityManager,
  { provider }: Pick<Payer, "provider">,
  last: Day,
): Promise<Day[]> {
  const first = await db.findOne(Payout, { where: { provider }, order: { createdAt: "ASC" } });
  const begun = first ? businessDayOf(first.createdAt, payZone) : last;
  const oldest = addDays(last, 1 - keptDays);
  const from = begun > last ? last : begun > oldest ? begun : oldest;
  const where = { provider, day: Between(from, last), readingId: Not(IsNull()) };
  const read = (await db.findBy(Reconciliation, where)).filter(isWhole);
  const days = new Set(read.map(({ day }) => day));
  return eachDay(from, last).filter((day) => !days.has(day));
}

const isWhole = ({ day, at }: Reconciliation) => at >= instantAt(addDays(day, 1), wholeFrom, payZone);
