import { setImmediate as breathe } from "node:timers/promises";
import type { EntityManager } from "typeorm";
import { addDays, businessDayOf, type Day, startOfBusinessDay } from "../domain/calendar";
import type { App } from "../domain/context";
import { newId } from "../domain/newId";
import { findDayOverrides } from "../domain/people/findSchedules";
import { officeShift, parseShift, shiftWorksOn } from "../domain/shift";
import { transact } from "../domain/transact";
import { isSqlite } from "../entities/database";
import { sqlInstant } from "../entities/sqlInstant";
import type { Progress } from "./Job";

/** A reminder for everybody who works on the day of a slot and meets a condition. */
export interface Reminder {
  template: "nudge" | "eveningReminder";
  /** First character of the notices' keys: tells the two apart. */
  letter: string;
  /** SQL over `e` (employee). */
  where: string;
  parameters: readonly unknown[];
}

/** People per transaction: small enough that SQLite's other writers wait for milliseconds. */
const batchPeople = 1000;
/** The minutes after the slot over which sends are spread. */
const spreadMinutes = 12;

/**
 * Owes a reminder to everybody it is for, by INSERT … SELECT in batches by employee id: statements grow with the
 * batches, not with the people. Each notice's key is made of slot and person, so it can be owed once only.
 */
export async function oweReminders(app: App, slot: Date, progress: Progress, reminder: Reminder): Promise<void> {
  const day = businessDayOf(slot, app.company.zone);
  const shifts = await findWorkingShifts(app.db.read, day);
  if (shifts.length === 0) return;
  for (let after = progress.cursor ?? ""; ; ) {
    const last = await findBatchEnd(app.db.read, after);
    if (last === undefined) return;
    const batch = { app, slot, day, shifts, reminder, after, last };
    await transact(app, null, ({ db }) => oweBatch(db, batch), { now: slot });
    await progress.save(last);
    after = last;
    await breathe();
  }
}

/** The shifts in use that work on the day. There are few of them, however many people. */
async function findWorkingShifts(db: EntityManager, day: Day): Promise<string[]> {
  const overrides = await findDayOverrides(db);
  const rows: { shift: string }[] = await db.query("SELECT DISTINCT shift FROM employees WHERE status = 'active'");
  return rows
    .map(({ shift }) => shift)
    .filter((shift) => shiftWorksOn(parseShift(shift) ?? officeShift, day, overrides));
}

async function findBatchEnd(db: EntityManager, after: string): Promise<string | undefined> {
  const rows: { id: string }[] = await db.query(
    `SELECT MAX(id) AS id FROM (SELECT id FROM employees WHERE id > ? ORDER BY id LIMIT ${batchPeople}) batch`,
    [after],
  );
  return rows[0]?.id ?? undefined;
}

interface Batch {
  app: App;
  slot: Date;
  day: Day;
  shifts: readonly string[];
  reminder: Reminder;
  after: string;
  last: string;
}

async function oweBatch(db: EntityManager, { app, slot, day, shifts, reminder, after, last }: Batch): Promise<void> {
  const asOf = sqlInstant(slot);
  const expiresAt = sqlInstant(startOfBusinessDay(addDays(day, 1), app.company.zone));
  // 36 characters: a letter, the slot as in a ULID, the employee's ULID.
  const prefix = `${reminder.letter}${newId(slot).slice(1, 10)}`;
  const minutes = Array.from({ length: spreadMinutes }, (_, index) => index + 1);
  const nextAt = minutes.map((minute) => sqlInstant(new Date(slot.getTime() + minute * 60_000)));
  await db.query(
    `INSERT INTO notices (id, dedupeKey, employeeId, departmentId, template, kind, subjectId, data, asOf, day, nextAt,
        expiresAt, state, leaseNo, attempts, createdAt)
     SELECT concat(?, e.id), concat(?, e.id), e.id, NULL, ?, 'system', NULL, '{}', ?, ?,
        CASE e.spreadMinute ${minutes.map((minute) => `WHEN ${minute} THEN ?`).join(" ")} ELSE ? END,
        ?, 'owed', 0, 0, ?
       FROM employees e
      WHERE e.id > ? AND e.id <= ? AND e.status = 'active' AND e.shift IN (${shifts.map(() => "?").join(",")})
        AND NOT EXISTS (SELECT 1 FROM leaves l WHERE l.employeeId = e.id AND l.startsOn <= ? AND l.endsOn >= ?)
        AND ${reminder.where}
     ${isSqlite(db) ? "ON CONFLICT DO NOTHING" : "ON DUPLICATE KEY UPDATE notices.id = notices.id"}`,
    [
      prefix,
      `${reminder.template}:${day}:`,
      reminder.template,
      asOf,
      day,
      ...nextAt,
      nextAt[0],
      expiresAt,
      asOf,
      after,
      last,
      ...shifts,
      day,
      day,
      ...reminder.parameters,
    ],
  );
}
