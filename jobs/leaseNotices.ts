import { randomInt } from "node:crypto";
import { type EntityManager, In, IsNull, LessThanOrEqual } from "typeorm";
import type { App } from "../domain/context";
import { urgentHeadStartMs } from "../domain/notices/isUrgent";
import { isSendingFrozen } from "../domain/settings/isSendingFrozen";
import { updateMany } from "../domain/updateMany";
import { Department, Employee, Notice, Send, Setting } from "../entities";
import { forUpdate } from "../entities/database";
import { type Decision, decideNotices } from "./decideNotices";
import { findSendCounts, type SendCounts } from "./findSendCounts";

export interface Leased {
  notices: Notice[];
  /** Fence: only this number may settle them. */
  leaseNo: number;
  leasedAt: Date;
  people: ReadonlyMap<string, Employee>;
  teams: ReadonlyMap<string, Department>;
  /** How many due notices were put off or ended instead. */
  held: number;
}

/** Longer than a batch takes when every send runs into its time-out. */
const leaseMs = 10 * 60_000;
/** The row all processes lease under, so that the rolling limits hold for all of them together. */
const lockKey = "delivery";

interface LeaseOptions {
  batch: number;
  /** Only what is urgent: answers, which start ahead of everything else. */
  isExpress?: boolean;
}

/**
 * Takes due notices out of the outbox in one short transaction: decides for each whether it may go now, and counts
 * what goes against the limits before anything is sent, so that an unknown outcome counts as sent.
 */
export function leaseNotices(app: App, { batch, isExpress = false }: LeaseOptions): Promise<Leased> {
  const leaseNo = randomInt(1, 2 ** 48 - 1);
  return app.db.transaction(async (db): Promise<Leased> => {
    const now = app.clock.now();
    const nothing: Leased = { notices: [], leaseNo, leasedAt: now, people: new Map(), teams: new Map(), held: 0 };
    await lock(db, now);
    if (await isSendingFrozen(db)) return nothing;
    const due = await db.find(Notice, {
      where: { nextAt: LessThanOrEqual(isExpress ? new Date(now.getTime() - urgentHeadStartMs) : now) },
      order: { nextAt: "ASC", id: "ASC" },
      take: batch,
    });
    if (due.length === 0) return nothing;
    const people = byId(await db.findBy(Employee, { id: In(keys(due, "employeeId")) }));
    const teams = byId(await db.findBy(Department, { id: In(keys(due, "departmentId")), archivedAt: IsNull() }));
    const counts = await findSendCounts(db, due, { limits: app.channel.limits, now, teams });
    const decisions = await decideNotices(app, db, due, { people, counts, now });
    await apply(db, decisions, now, leaseNo);
    await countSends(db, counts, now);
    const notices = decisions.filter(({ kind }) => kind === "send").map(({ notice }) => notice);
    return { notices, leaseNo, leasedAt: now, people, teams, held: due.length - notices.length };
  });
}

async function lock(db: EntityManager, now: Date) {
  const locked = await db.findOne(Setting, { where: { key: lockKey }, ...forUpdate(db) });
  if (!locked) await db.upsert(Setting, { key: lockKey, value: {} as never, updatedAt: now }, ["key"]);
}

const byId = <Row extends { id: string }>(rows: readonly Row[]) => new Map(rows.map((row) => [row.id, row]));
const keys = (notices: readonly Notice[], column: "employeeId" | "departmentId") => [
  ...new Set(notices.map((notice) => notice[column]).filter((id) => id !== null)),
];

async function apply(db: EntityManager, decisions: readonly Decision[], now: Date, leaseNo: number) {
  const of = (kind: Decision["kind"]) => decisions.filter((one) => one.kind === kind).map(({ notice }) => notice.id);
  const set = async (ids: readonly string[], changes: object) => {
    if (ids.length > 0) await db.update(Notice, { id: In(ids) }, changes);
  };
  const leaseEnd = new Date(now.getTime() + leaseMs);
  await set(of("send"), { nextAt: leaseEnd, leaseNo, attempts: () => "attempts + 1" });
  await set(of("expire"), { state: "expired", nextAt: null });
  await set(of("digest"), { state: "digest", nextAt: null });
  await set(of("drop"), { state: "failed", nextAt: null, lastError: "person.left" });
  const postponed = decisions.filter((decision) => decision.kind === "postpone");
  await updateMany(
    db,
    Notice,
    ["nextAt", "expiresAt"],
    postponed.map(({ notice: { id }, until, expiresAt }) => ({ id, nextAt: until, expiresAt })),
  );
}

async function countSends(db: EntityManager, counts: SendCounts, at: Date) {
  const rows = [...counts.added].map(([target, count]) => ({ target, at, count }));
  if (rows.length > 0) await db.insert(Send, rows);
}
