import type { EntityManager } from "typeorm";
import type { SendLimit } from "../domain/context";
import type { Department, Notice } from "../entities";
import { byIndex } from "../entities/database";
import { instantOf, sqlInstant } from "../entities/sqlInstant";
import { targetsOf } from "./targetsOf";

/**
 * A send is counted when it is leased and goes out later: it is begun within so many seconds or given back
 * (deliverNotices), and may be under way for as long as the channel waits.
 */
export const beginWithinSeconds = 12;
const underWaySeconds = 8;
/** Windows are longer by this, so that sends leased in two windows never meet in one. */
const slackSeconds = beginWithinSeconds + underWaySeconds;

interface Sends {
  limits: readonly SendLimit[];
  now: Date;
  teams: ReadonlyMap<string, Department>;
  /** Sends by target, oldest first, as far back as the longest window. */
  sends: ReadonlyMap<string, readonly { at: Date; count: number }[]>;
}

/** Sends within the rolling windows, with what the batch in hand adds. */
export class SendCounts {
  /** Sends of this batch by target. */
  readonly added = new Map<string, number>();

  constructor(private readonly known: Sends) {}

  /** Counts one more send, or answers when the first window that is full has room again. */
  take(notice: Notice): Date | undefined {
    const { limits, teams } = this.known;
    const targets = limits.length === 0 ? [] : targetsOf(notice, teams);
    for (const limit of limits)
      for (const target of targets.filter((one) => one.startsWith(limit.target))) {
        const free = this.freeAt(target, limit);
        if (free) return free;
      }
    for (const target of targets) this.added.set(target, (this.added.get(target) ?? 0) + 1);
    return undefined;
  }

  private freeAt(target: string, { seconds, max }: SendLimit): Date | undefined {
    const { now, sends } = this.known;
    const window = (seconds + slackSeconds) * 1000;
    const recent = (sends.get(target) ?? []).filter(({ at }) => at.getTime() > now.getTime() - window);
    let count = recent.reduce((sum, one) => sum + one.count, this.added.get(target) ?? 0);
    if (count < max) return undefined;
    for (const send of recent) {
      count -= send.count;
      if (count < max) return new Date(send.at.getTime() + window);
    }
    return new Date(now.getTime() + window);
  }
}

/** Reads what was sent to the targets of these notices, in one statement. */
export async function findSendCounts(
  db: EntityManager,
  notices: readonly Notice[],
  { limits, now, teams }: Omit<Sends, "sends">,
): Promise<SendCounts> {
  const sends = new Map<string, { at: Date; count: number }[]>();
  if (limits.length === 0) return new SendCounts({ limits, now, teams, sends });
  const targets = [...new Set(notices.flatMap((notice) => targetsOf(notice, teams)))];
  const longest = Math.max(...limits.map(({ seconds }) => seconds)) + slackSeconds;
  const rows: { target: string; at: Date | string; count: number }[] = await db.query(
    `SELECT target, at, count FROM sends ${byIndex(db, "ix_sends_target")} WHERE at > ? AND target IN (${targets.map(() => "?").join(",")}) ORDER BY at`,
    [sqlInstant(new Date(now.getTime() - longest * 1000)), ...targets],
  );
  for (const { target, at, count } of rows) {
    const list = sends.get(target) ?? [];
    list.push({ at: instantOf(at), count });
    sends.set(target, list);
  }
  return new SendCounts({ limits, now, teams, sends });
}
