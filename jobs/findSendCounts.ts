import type { EntityManager } from "typeorm";
import type { SendLimit } from "../domain/context";
import type { Notice } from "../entities";
import { instantOf, sqlInstant } from "../entities/sqlInstant";

/** Sends within the rolling windows, with what the batch in hand adds. */
export class SendCounts {
  /** Sends of this batch by target. */
  readonly added = new Map<string, number>();

  constructor(
    private readonly limits: readonly SendLimit[],
    private readonly now: Date,
    /** Sends by target, oldest first, as far back as the longest window. */
    private readonly sends: ReadonlyMap<string, readonly { at: Date; count: number }[]>,
  ) {}

  /** Counts one more send, or answers when the first window that is full has room again. */
  take(notice: Notice): Date | undefined {
    const targets = this.limits.length === 0 ? [] : targetsOf(notice);
    for (const limit of this.limits)
      for (const target of targets.filter((one) => one.startsWith(limit.target))) {
        const free = this.freeAt(target, limit);
        if (free) return free;
      }
    for (const target of targets) this.added.set(target, (this.added.get(target) ?? 0) + 1);
    return undefined;
  }

  private freeAt(target: string, { seconds, max }: SendLimit): Date | undefined {
    const since = this.now.getTime() - seconds * 1000;
    const recent = (this.sends.get(target) ?? []).filter(({ at }) => at.getTime() > since);
    let count = recent.reduce((sum, one) => sum + one.count, this.added.get(target) ?? 0);
    if (count < max) return undefined;
    for (const send of recent) {
      count -= send.count;
      if (count < max) return new Date(send.at.getTime() + seconds * 1000);
    }
    return new Date(this.now.getTime() + seconds * 1000);
  }
}

const targetsOf = ({ employeeId, departmentId }: Notice): string[] => [
  employeeId ? `person:${employeeId}` : `team:${departmentId}`,
  "app",
];

/** Reads what was sent to the targets of these notices, in one statement. */
export async function findSendCounts(
  db: EntityManager,
  notices: readonly Notice[],
  limits: readonly SendLimit[],
  now: Date,
): Promise<SendCounts> {
  if (limits.length === 0) return new SendCounts(limits, now, new Map());
  const targets = [...new Set(notices.flatMap(targetsOf))];
  const longest = Math.max(...limits.map(({ seconds }) => seconds));
  const rows: { target: string; at: Date | string; count: number }[] = await db.query(
    `SELECT target, at, count FROM sends WHERE at > ? AND target IN (${targets.map(() => "?").join(",")}) ORDER BY at`,
    [sqlInstant(new Date(now.getTime() - longest * 1000)), ...targets],
  );
  const sends = new Map<string, { at: Date; count: number }[]>();
  for (const { target, at, count } of rows) {
    const list = sends.get(target) ?? [];
    list.push({ at: instantOf(at), count });
    sends.set(target, list);
  }
  return new SendCounts(limits, now, sends);
}
