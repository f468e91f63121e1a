import { In, LessThanOrEqual, MoreThan, Not } from "typeorm";
import { Notice } from "../../entities";
import type { Work } from "../context";
import { recordMany } from "../recordMany";

/** How long it is worth delivering after the operator asked for it, in ms. */
const worthMs = 24 * 3_600_000;
/** Beyond this many at once the rest waits for the next call, so that no writer is held for seconds. */
const most = 5000;

export interface Retried {
  /** So many are owed anew. */
  count: number;
  /** So many were left: the system's own, whose time is over. */
  left: number;
}

/**
 * Owes failed notices anew: the one with this id, whatever it is, or all but stale ones, such as the nudge of a day that
 * is over. One that did not fail is left alone.
 */
export async function retryNotices(work: Work, id?: string): Promise<Retried> {
  const stale = { state: "failed", kind: "system", expiresAt: LessThanOrEqual(work.now) } as const;
  const failed = await work.db.find(Notice, {
    select: { id: true },
    where:
      id === undefined
        ? [
            { state: "failed", kind: Not("system") },
            { state: "failed", expiresAt: MoreThan(work.now) },
          ]
        : { state: "failed", id },
    order: { id: "ASC" },
    take: most,
  });
  const ids = failed.map((notice) => notice.id);
  await oweAnew(work, ids);
  return { count: ids.length, left: id === undefined ? await work.db.countBy(Notice, stale) : 0 };
}

async function oweAnew(work: Work, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  const expiresAt = new Date(work.now.getTime() + worthMs);
  await work.db.update(
    Notice,
    { id: In(ids), state: "failed" },
    { state: "owed", nextAt: work.now, attempts: 0, expiresAt },
  );
  await recordMany(work, "notice.retried", ids);
  work.owed += ids.length;
}
