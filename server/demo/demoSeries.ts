import { addDays, type Day, eachDay, isoWeekday } from "../../domain/calendar";

/** Evenly spread numbers in [0, 1) that are the same for the same seed (mulberry32). */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Clothes sell best at weekends. Monday first. */
const weekdayFactors = [0.92, 0.9, 0.94, 0.98, 1.05, 1.14, 1.07];

/** 618 and 双11: a build-up, the day itself, and the ebb after it. */
function campaignFactor(day: Day): number {
  const date = day.slice(5);
  if (date === "06-18" || date === "11-11") return 4.2;
  if ((date >= "06-14" && date < "06-18") || (date >= "11-08" && date < "11-11")) return 1.8;
  if ((date > "06-18" && date <= "06-22") || (date > "11-11" && date <= "11-15")) return 0.75;
  if (date >= "10-01" && date <= "10-07") return 1.3;
  return 1;
}

/** Thirteen months of daily values up to a day, whole numbers around `base`, with weekday, 618 and 双11 seasons. */
export function demoSeries(seed: number, lastDay: Day, base: number): { day: Day; value: number }[] {
  const random = seededRandom(seed);
  return eachDay(addDays(lastDay, -395), lastDay).map((day, index) => {
    const season = weekdayFactors[isoWeekday(day) - 1]! * campaignFactor(day);
    const growth = 0.85 + (0.3 * index) / 395;
    return { day, value: Math.round(base * season * growth * (0.9 + 0.2 * random())) };
  });
}
