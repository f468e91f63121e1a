import type { PayLimits } from "../domain/context";

/** What a provider allows, small enough for a test to reach. */
export const payLimits: PayLimits = {
  minFen: 100,
  maxFen: 20_000,
  personDayFen: 100_000,
  personDayCount: 10,
  companyDayFen: 10_000_000,
  perMinute: 100,
  queryDays: 30,
};
