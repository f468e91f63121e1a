import type { Team } from "../../lib/wire";

/** Names each range by its ends in per cent, as the head of the chart says; the last has none. */
export const binsOf = (distribution: Team["distribution"]) =>
  distribution.map(({ from, to, count }) => ({
    label: to === null ? `${from}+` : `${from}-${to}`,
    count,
    tone: from >= 100 ? ("good" as const) : ("brand" as const),
  }));

/** '25% 到 50% 19 人，…', for those who cannot see it. */
export const binsText = (distribution: Team["distribution"]) =>
  distribution
    .filter(({ count }) => count > 0)
    .map(({ from, to, count }) => `${to === null ? `${from}% 以上` : `${from}% 到 ${to}%`} ${count} 人`)
    .join("，");
