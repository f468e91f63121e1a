import { type EntityManager, In } from "typeorm";
import type { App, Outcome } from "../domain/context";
import { groupBy } from "../domain/groupBy";
import { CardCode, cardCodeMs, Notice, Send } from "../entities";
import { sqlInstant } from "../entities/sqlInstant";
import type { Leased } from "./leaseNotices";
import { targetsOf } from "./targetsOf";

/** Minutes before the next try, by tries so far; after the last the operator has it. */
const backoffMinutes = [1, 5, 30, 120, 720];

/** What became of a notice of a batch; `unsent`: we stopped before its turn. */
export type Settlement = Outcome | { kind: "unsent" };

interface Settled {
  notice: Notice;
  outcome: Settlement;
}

/**
 * Writes down what became of a batch. The fence leaves alone what another worker has taken over meanwhile; a second time
 * changes nothing, so it may be repeated where it is not known whether it was written.
 */
export async function settleNotices(app: App, leased: Leased, outcomes: readonly Settlement[]): Promise<void> {
  const { notices, leaseNo } = leased;
  const settled = notices.map((notice, index) => ({ notice, outcome: outcomes[index]! }));
  const now = app.clock.now();
  await app.db.transaction(async (db) => {
    await markSent(db, settled, leaseNo, now);
    await keepCardCodes(db, settled, now);
    await markOthers(db, settled, leaseNo, now);
    const unsent = settled.filter(({ outcome }) => outcome.kind === "unsent").map(({ notice }) => notice);
    const given = await giveBack(db, unsent, leaseNo, now);
    if (app.channel.limits.length > 0) await uncount(db, given, leased);
  });
}

/** Due at once, as if they had not been taken; answers those that were still ours to give. */
async function giveBack(db: EntityManager, notices: readonly Notice[], leaseNo: number, now: Date): Promise<Notice[]> {
  const given: Notice[] = [];
  for (const [attempts, same] of groupBy(notices, (notice) => notice.attempts)) {
    const ids = same.map(({ id }) => id);
    const { affected } = await fenced(db, ids, leaseNo, { nextAt: now, attempts, leaseNo: 0 });
    if (affected === same.length) given.push(...same);
  }
  return given;
}

/** What was given back was never sent: it leaves the windows it was counted in at the lease. */
async function uncount(db: EntityManager, notices: readonly Notice[], { leasedAt, teams }: Leased) {
  const targets = notices.flatMap((notice) => targetsOf(notice, teams));
  const rows = [...groupBy(targets, (target) => target)].map(([target, all]) => ({
    target,
    at: leasedAt,
    count: -all.length,
  }));
  if (rows.length > 0) await db.insert(Send, rows);
}

const fenced = (db: EntityManager, ids: readonly string[], leaseNo: number, changes: object) =>
  db.update(Notice, { id: In(ids), leaseNo }, changes);

/** One statement, with WeCom's ids of the messages; some channels give none. */
async function markSent(db: EntityManager, settled: readonly Settled[], leaseNo: number, now: Date) {
  const sent = settled.flatMap(({ notice, outcome }) =>
    outcome.kind === "sent" ? [[notice.id, outcome.messageId?.slice(0, 128) ?? null] as const] : [],
  );
  if (sent.length === 0) return;
  await db.query(
    `UPDATE notices SET state = 'sent', nextAt = NULL, sentAt = ?, lastError = NULL,
        messageId = CASE id ${sent.map(() => "WHEN ? THEN ?").join(" ")} END
      WHERE leaseNo = ? AND id IN (${sent.map(() => "?").join(",")})`,
    [sqlInstant(now), ...sent.flat(), leaseNo, ...sent.map(([id]) => id)],
  );
}

async function keepCardCodes(db: EntityManager, settled: readonly Settled[], now: Date) {
  const rows = settled.flatMap(({ notice, outcome }) =>
    outcome.kind === "sent" && outcome.responseCode && notice.employeeId
      ? [
          {
            code: outcome.responseCode,
            subjectId: notice.subjectId ?? notice.id,
            employeeId: notice.employeeId,
            origin: "sent" as const,
            expiresAt: new Date(now.getTime() + cardCodeMs),
            usedAt: null,
          },
        ]
      : [],
  );
  if (rows.length > 0) await db.upsert(CardCode, rows, ["code"]);
}

/** Retries, failures and what was not worth sending, grouped by what is written: few groups, as errors repeat. */
async function markOthers(db: EntityManager, settled: readonly Settled[], leaseNo: number, now: Date) {
  const groups = new Map<string, { ids: string[]; changes: object }>();
  for (const { notice, outcome } of settled) {
    if (outcome.kind === "sent" || outcome.kind === "unsent") continue;
    const changes = changesOf(notice, outcome, now);
    const key = JSON.stringify(changes);
    const group = groups.get(key) ?? { ids: [], changes };
    group.ids.push(notice.id);
    groups.set(key, group);
  }
  for (const { ids, changes } of groups.values()) await fenced(db, ids, leaseNo, changes);
}

function changesOf(notice: Notice, outcome: Exclude<Outcome, { kind: "sent" }>, now: Date): object {
  if (outcome.kind === "pointless") return { state: "expired", nextAt: null, lastError: outcome.reason };
  return outcome.kind === "retry" ? retryOf(notice, outcome, now) : failureOf(outcome.error);
}

const failureOf = (error: string) => ({ state: "failed" as const, nextAt: null, lastError: error.slice(0, 120) });

/** `notice.attempts` is the count before this try. */
function retryOf(notice: Notice, { error, afterSeconds }: Extract<Outcome, { kind: "retry" }>, now: Date) {
  const minutes = backoffMinutes[notice.attempts];
  if (minutes === undefined) return failureOf(error);
  const nextAt = new Date(now.getTime() + Math.max(minutes * 60, afterSeconds ?? 0) * 1000);
  return { nextAt, lastError: error.slice(0, 120) };
}
