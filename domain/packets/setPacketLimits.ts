import { businessDayOf } from "../calendar";
import type { Work } from "../context";
import { Invalid } from "../errors";
import { record } from "../record";
import { readSetting } from "../settings/readSetting";
import type { PacketLimits } from "../settings/Settings";
import { writeSetting } from "../settings/writeSetting";

/**
 * Changes some of the company's limits on red packets; the provider's hold besides. Whole numbers from 0, and those of a
 * day and a minute high enough for one part: who wants to stop all freezes payouts.
 */
export async function setPacketLimits(work: Work, changes: Partial<PacketLimits>): Promise<Partial<PacketLimits>> {
  for (const value of Object.values(changes))
    if (!Number.isSafeInteger(value) || value < 0) throw new Invalid("packet.limit");
  const leastFen = work.company.payLimits?.minFen ?? 1;
  const { personDayFen, companyDayFen, personDayCount, perMinute } = changes;
  if (isBelow(leastFen, personDayFen, companyDayFen) || isBelow(1, personDayCount, perMinute))
    throw new Invalid("packet.limitTooLow", { leastFen });
  const before: Partial<PacketLimits> = (await readSetting(work.db, "packetLimits")) ?? {};
  const limits = { ...before, ...changes };
  await writeSetting(work, "packetLimits", limits);
  await record(work, "packetLimits.changed", "packetLimits", { before, after: limits });
  return limits;
}

const isBelow = (least: number, ...values: (number | undefined)[]) =>
  values.some((value) => value !== undefined && value < least);

/**
 * How much of what budgets have left goes on to the next month, 0–100 per cent. What months before had left when nothing
 * went on has lapsed, and is not brought back.
 */
export async function setBudgetCarry(work: Work, percent: number): Promise<void> {
  if (!Number.isInteger(percent) || percent < 0 || percent > 100) throw new Invalid("budget.percent");
  const standing = await readSetting(work.db, "budgetCarry");
  const before = standing?.percent ?? 0;
  const from = standing && before > 0 ? standing.from : businessDayOf(work.now, work.company.zone).slice(0, 7);
  await writeSetting(work, "budgetCarry", { percent, from });
  await record(work, "budgetCarry.changed", "budgetCarry", { before, after: percent });
}
