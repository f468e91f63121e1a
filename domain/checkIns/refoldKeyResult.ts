import { CheckIn, KeyResult, KeyResultDay } from "../../entities";
import type { Work } from "../context";
import { Invalid } from "../errors";
import { maxScaled } from "../goals/maxScaled";
import { type Folded, foldCheckIns } from "./foldCheckIns";
import type { LockedKeyResult } from "./lockKeyResult";

/** Derives the value of a locked key result, and its value per day, from all its reports, and stores what changed. Refuses what cannot be held exactly. */
export async function refoldKeyResult(
  work: Work,
  { keyResult, objective }: Pick<LockedKeyResult, "keyResult" | "objective">,
): Promise<Folded> {
  const reports = await work.db.findBy(CheckIn, { keyResultId: keyResult.id });
  const folded = foldCheckIns(keyResult, reports, objective.ownerId);
  // What is added up may pass what is held exactly, in whatever order the parts came or went.
  if ([...folded.days.values()].some((value) => Math.abs(value) > maxScaled))
    throw new Invalid("checkIn.amountTooLarge");
  keyResult.current = folded.current;
  keyResult.reportedOn = folded.last?.businessDay ?? null;
  keyResult.reportedAt = folded.last?.occurredAt ?? null;
  keyResult.reachedAt = folded.reachedBy?.occurredAt ?? null;
  keyResult.reachedById = folded.reachedBy?.id ?? null;
  keyResult.confirmedById = folded.confirmedBy?.id ?? null;
  const { current, reportedOn, reportedAt, reachedAt, reachedById, confirmedById } = keyResult;
  const stored = { current, reportedOn, reportedAt, reachedAt, reachedById, confirmedById };
  await work.db.update(KeyResult, keyResult.id, stored);
  await storeDays(work, keyResult.id, folded.days);
  return folded;
}

async function storeDays({ db }: Work, keyResultId: string, days: ReadonlyMap<string, number>) {
  const stored = await db.findBy(KeyResultDay, { keyResultId });
  const before = new Map(stored.map(({ day, value }) => [day, value]));
  const changed = [...days].filter(([day, value]) => before.get(day) !== value);
  const gone = stored.filter(({ day }) => !days.has(day));
  if (changed.length > 0)
    await db.upsert(
      KeyResultDay,
      changed.map(([day, value]) => ({ keyResultId, day, value })),
      ["keyResultId", "day"],
    );
  if (gone.length > 0) await db.remove(gone);
}
