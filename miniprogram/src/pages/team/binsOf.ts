import type { Team } from "../../lib/wire";

/** Names each range by its ends in per cent; the last has none. */
export const binsOf = (distribution: Team["distribution"]) =>
  distribution.map(({ from, to, count }) => ({
    label: to === null ? `${from}% 以上` : `${from}–${to}%`,
    count,
    tone: from >= 100 ? ("good" as const) : ("brand" as const),
  }));
