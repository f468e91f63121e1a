import type { Day } from "../calendar";

/** The months an election may be about: the last one, this one and the next two. 'YYYY-MM' */
export function electionMonths(today: Day): string[] {
  const [year = 0, month = 1] = today.split("-").map(Number);
  return [-1, 0, 1, 2].map((offset) => new Date(Date.UTC(year, month - 1 + offset, 1)).toISOString().slice(0, 7));
}
