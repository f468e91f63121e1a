import { Cycle, type CycleKind } from "../../entities";
import { cycleBounds, type Day } from "../calendar";
import type { Work } from "../context";
import { insertOnce } from "../insertOnce";
import { newId } from "../newId";
import { record } from "../record";

const kinds = ["year", "half", "quarter", "month"] as const;
type Kind = (typeof kinds)[number];

const numerals = "一二三四";

/**
 * The cycles of a calendar year: year, halves, quarters and months, each inside the longer one. Those that are there
 * stay as they are; answers how many were made.
 */
export async function ensureYear(work: Work, year: number): Promise<number> {
  let made = 0;
  for (const kind of kinds) {
    const parents = await findYear(work, year, kinds[kinds.indexOf(kind) - 1]);
    const present = new Set((await findYear(work, year, kind)).map(({ startsOn }) => startsOn));
    const missing = periods(kind, year).filter(({ startsOn }) => !present.has(startsOn));
    const rows = missing.map(({ startsOn, endsOn }) => ({
      id: newId(work.now),
      kind: kind as CycleKind,
      name: cycleName(kind, startsOn),
      startsOn,
      endsOn,
      parentId: parents.find((one) => one.startsOn <= startsOn && endsOn <= one.endsOn)?.id ?? null,
      horizon: kind === "year" ? ("mid" as const) : ("short" as const),
    }));
    made += (await insertOnce(work.db, Cycle, rows)).size;
  }
  if (made > 0) await record(work, "cycles.created", "cycles", { year, made });
  return made;
}

async function findYear({ db }: Work, year: number, kind: Kind | undefined): Promise<Cycle[]> {
  const cycles = kind ? await db.findBy(Cycle, { kind }) : [];
  return cycles.filter(({ startsOn }) => startsOn.startsWith(`${year}-`));
}

function periods(kind: Kind, year: number): { startsOn: Day; endsOn: Day }[] {
  const months = Array.from({ length: 12 }, (_, index) => `${year}-${String(index + 1).padStart(2, "0")}-01`);
  return months.filter((day) => cycleBounds(kind, day).startsOn === day).map((day) => cycleBounds(kind, day));
}

/** 2026年, 2026年上半年, 2026年二季度, 2026年5月 */
export function cycleName(kind: Kind, startsOn: Day): string {
  const [year, month = 1] = startsOn.split("-").map(Number);
  if (kind === "year") return `${year}年`;
  if (kind === "half") return `${year}年${month === 1 ? "上" : "下"}半年`;
  if (kind === "quarter") return `${year}年${numerals[(month - 1) / 3]}季度`;
  return `${year}年${month}月`;
}
