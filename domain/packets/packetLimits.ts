import type { EntityManager } from "typeorm";
import type { Company, PayLimits } from "../context";
import { Unavailable } from "../errors";
import { readSetting } from "../settings/readSetting";
import type { PacketLimits } from "../settings/Settings";

/** Without a word from the company: 200 yuan at once, 500 to the same person and 2,000 in all within thirty days. */
const ours = { directFen: 20_000, pairThirtyDaysFen: 50_000, giverThirtyDaysFen: 200_000, packetFen: 2_000_000 };

export type Limits = PacketLimits & Pick<PayLimits, "minFen" | "maxFen">;

/**
 * The company's limits, never above the provider's. A part above what a day allows could never be paid: it is not asked
 * for either. @throws Unavailable where nothing is paid out
 */
export async function findLimits(db: EntityManager, { payLimits }: Company): Promise<Limits> {
  if (!payLimits) throw new Unavailable("packet.noProvider");
  const { minFen, maxFen, personDayFen, personDayCount, companyDayFen, perMinute } = payLimits;
  const theirs = { personDayFen, personDayCount, companyDayFen, perMinute };
  const set = { ...ours, ...theirs, ...(await readSetting(db, "packetLimits")) };
  const ofPerson = Math.min(set.personDayFen, personDayFen);
  const ofCompany = Math.min(set.companyDayFen, companyDayFen);
  return {
    ...set,
    minFen,
    maxFen: Math.min(maxFen, ofPerson, ofCompany),
    personDayFen: ofPerson,
    personDayCount: Math.min(set.personDayCount, personDayCount),
    companyDayFen: ofCompany,
    perMinute: Math.min(set.perMinute, perMinute),
  };
}
