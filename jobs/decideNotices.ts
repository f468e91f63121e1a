import type { EntityManager } from "typeorm";
import { businessDayOf } from "../domain/calendar";
import type { App } from "../domain/context";
import { isMuted } from "../domain/notices/isMuted";
import { isUrgent } from "../domain/notices/isUrgent";
import { findSchedules } from "../domain/people/findSchedules";
import { spreadMinuteOf } from "../domain/people/spreadMinuteOf";
import { nextLoudInstant, type Schedule } from "../domain/shift";
import type { Employee, Notice } from "../entities";
import { byIndex } from "../entities/database";
import type { SendCounts } from "./findSendCounts";

export type Decision = { notice: Notice } & (
  | { kind: "send" | "expire" | "digest" | "drop" }
  /** `expiresAt`: how long it is worth delivering from now on. */
  | { kind: "postpone"; until: Date; expiresAt: Date }
);

/** System messages a person gets on one day, besides approvals and recognitions; the rest goes into the digest. */
const systemMessagesPerDay = 3;

/** After quiet hours a person's approvals go first, then recognitions: this many seconds after the others. */
const order = { reply: 0, card: 0, approval: 0, recognition: 1, system: 2 } as const;

/** Of use on their own day only; nothing else may be lost because a holiday is longer than it is worth delivering. */
const perishable = new Set(["nudge", "eveningReminder", "lagAlert"]);
/** What quiet hours have held is worth delivering for so long afterwards, in ms. */
const worthMs = 24 * 3_600_000;

const team = "team";

interface Batch {
  people: ReadonlyMap<string, Employee>;
  counts: SendCounts;
  now: Date;
}

/** Decides what happens to each due notice now, in a fixed number of statements. */
export async function decideNotices(
  { company }: App,
  db: EntityManager,
  due: readonly Notice[],
  { people, counts, now }: Batch,
): Promise<Decision[]> {
  const today = businessDayOf(now, company.zone);
  // A team hears things in the company's hours.
  const schedules = await findSchedules(db, [...people.values(), { id: team, shift: "" }], today);
  const loud = new Map<Schedule, Date>();
  const loudAt = (schedule: Schedule) => {
    const known = loud.get(schedule) ?? nextLoudInstant(schedule, now, today, company.zone);
    loud.set(schedule, known);
    return known;
  };
  const systemToday = await countSystemMessages(db, due);

  return due.map((notice): Decision => {
    if (notice.expiresAt <= now) return { notice, kind: "expire" };
    const person = people.get(notice.employeeId ?? "");
    if (notice.employeeId && !person?.isActive) return { notice, kind: "drop" };
    if (person && isMuted(person, notice)) return { notice, kind: "expire" };
    if (!isUrgent(notice.kind)) {
      const until = loudAt(schedules.get(notice.employeeId ?? team)!);
      if (until > now) return holdUntil(notice, releaseAt(notice, until, person));
    }
    const key = `${notice.employeeId}:${notice.day}`;
    const sentToday = systemToday.get(key) ?? 0;
    if (notice.kind === "system" && sentToday >= systemMessagesPerDay) return { notice, kind: "digest" };
    const free = counts.take(notice);
    if (free) return { notice, kind: "postpone", until: free, expiresAt: notice.expiresAt };
    if (notice.kind === "system") systemToday.set(key, sentToday + 1);
    return { notice, kind: "send" };
  });
}

/** Off the full and half hour, when WeCom asks not to push: spread by person or team, like nudges. */
function releaseAt({ departmentId, kind }: Notice, loud: Date, person: Employee | undefined): Date {
  const minute = person?.spreadMinute ?? spreadMinuteOf(departmentId ?? "");
  return new Date(loud.getTime() + minute * 60_000 + order[kind] * 1000);
}

function holdUntil(notice: Notice, until: Date): Decision {
  const worth = perishable.has(notice.template) ? 0 : until.getTime() + worthMs;
  return { notice, kind: "postpone", until, expiresAt: new Date(Math.max(notice.expiresAt.getTime(), worth)) };
}

/** System messages that went to these people, or are on their way, by person and day. */
async function countSystemMessages(db: EntityManager, due: readonly Notice[]): Promise<Map<string, number>> {
  const system = due.filter(({ kind, employeeId }) => kind === "system" && employeeId !== null);
  if (system.length === 0) return new Map();
  const ids = [...new Set(system.map(({ employeeId }) => employeeId))];
  const days = [...new Set(system.map(({ day }) => day))];
  const rows: { employeeId: string; day: string; total: number }[] = await db.query(
    `SELECT e.id AS employeeId, d.day, (SELECT COUNT(*) FROM notices n ${byIndex(db, "ix_notices_person")}
        WHERE n.employeeId = e.id AND n.day = d.day
        AND n.kind = 'system' AND (n.state = 'sent' OR (n.state = 'owed' AND n.attempts > 0))) AS total
       FROM (${days.map(() => "SELECT ? AS day").join(" UNION ALL ")}) d
       JOIN employees e ON e.id IN (${ids.map(() => "?").join(",")})`,
    [...days, ...ids],
  );
  const counts = new Map(rows.map(({ employeeId, day, total }) => [`${employeeId}:${day}`, Number(total)]));
  // What was leased before and not settled counts as sent, except the notices of this very batch.
  for (const { employeeId, day, attempts } of system) {
    const key = `${employeeId}:${day}`;
    if (attempts > 0) counts.set(key, (counts.get(key) ?? 0) - 1);
  }
  return counts;
}
