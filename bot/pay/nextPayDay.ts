import { addDays, businessDayOf, instantAt } from "../../domain/calendar";
import { payZone } from "../../domain/payouts/payZone";

/** Its caps of the day are over at midnight; packets are not given out before eight (v2 rules of cash packets). */
const opensAt = "08:05";

/** Seconds until the caps of the day are gone. */
export function secondsToNextPayDay(now: Date): number {
  const tomorrow = addDays(businessDayOf(now, payZone), 1);
  return Math.ceil((instantAt(tomorrow, opensAt, payZone).getTime() - now.getTime()) / 1000);
}
