import { In } from "typeorm";
import { Notice } from "../../entities";
import type { Work } from "../context";
import { recordMany } from "../recordMany";

/** How long it is worth delivering after the operator asked for it, in ms. */
const worthMs = 24 * 3_600_000;
/** Beyond this many at once the rest waits for the next call, so that no writer is held for seconds. */
const most = 5000;

/** Owes failed notices anew: the one with this id, or all. Answers how many; one that did not fail is left alone. */
export async function retryNotices(work: Work, id?: string): Promise<number> {
  const failed = await work.db.find(Notice, {
    select: { id: true },
    where: { state: "failed", ...(id !== undefined && { id }) },
    order: { id: "ASC" },
    take: most,
  });
  const ids = failed.map((notice) => notice.id);
  if (ids.length === 0) return 0;
  const expiresAt = new Date(work.now.getTime() + worthMs);
  await work.db.update(
    Notice,
    { id: In(ids), state: "failed" },
    { state: "owed", nextAt: work.now, attempts: 0, expiresAt },
  );
  await recordMany(work, "notice.retried", ids);
  work.owed += ids.length;
  return ids.length;
}
