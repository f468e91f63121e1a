import { In, MoreThanOrEqual } from "typeorm";
import { Notice } from "../../entities";
import { forUpdate } from "../../entities/database";
import type { Work } from "../context";

interface About {
  subjectIds: readonly string[];
  templates: readonly string[];
  /** When the oldest of them was owed, at most: nothing before it is looked at. */
  since: Date;
}

/**
 * Takes back what is owed about something that was taken back itself, and was not tried yet: the night's hours may have
 * held it. Answers what nobody will hear of; whom it was for need not hear of the taking back either.
 */
export async function callOffNotices({ db }: Work, { subjectIds, templates, since }: About): Promise<Notice[]> {
  const isUntried = { state: "owed", attempts: 0 } as const;
  const found = await db.find(Notice, {
    select: { id: true },
    where: {
      ...isUntried,
      createdAt: MoreThanOrEqual(since),
      subjectId: In([...subjectIds]),
      template: In([...templates]),
    },
  });
  if (found.length === 0) return [];
  const id = In(found.map((notice) => notice.id));
  // Whoever leases takes them first or not at all.
  const held = await db.find(Notice, { where: { ...isUntried, id }, order: { id: "ASC" }, ...forUpdate(db) });
  const ids = held.map((notice) => notice.id);
  if (ids.length > 0)
    await db.update(Notice, { id: In(ids) }, { state: "expired", nextAt: null, lastError: "notice.pointless" });
  return held;
}

/** Of people and teams those who have heard, or may have. */
export const whoHeard = <Id extends string | null>(ids: readonly Id[], calledOff: readonly Notice[]): Id[] =>
  ids.filter((id) => !calledOff.some(({ employeeId, departmentId }) => (employeeId ?? departmentId) === id));
