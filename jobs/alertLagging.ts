import { In } from "typeorm";
import { addDays, businessDayOf, type Day } from "../domain/calendar";
import type { Work } from "../domain/context";
import { type Figures, figuresOf } from "../domain/goals/figuresOf";
import { type DayValues, findKeyResultDays, type KeyResultRow } from "../domain/goals/KeyResultRow";
import { insertMany } from "../domain/insertMany";
import { newId } from "../domain/newId";
import { findSchedules } from "../domain/people/findSchedules";
import { recordAll } from "../domain/record";
import { workDaysBetween } from "../domain/shift";
import { transact } from "../domain/transact";
import { Alert, Alignment, Employee, Objective } from "../entities";
import type { Job } from "./Job";

/** Key results looked at in one transaction. */
const batchSize = 500;
/** Work days a goal has to get going before it can be alerted. */
const settleDays = 2;

/** Alerts what is off track, once per subject and day, and says so when it has recovered. */
export const alertLagging: Job = {
  name: "alertLagging",
  // Off the full and half hour, when WeCom asks not to push.
  cron: "7 10,16 * * *",
  catchUpMinutes: 180,
  async run(app, slot, progress) {
    const day = businessDayOf(slot, app.company.zone);
    for (let after = progress.cursor ?? ""; ; ) {
      const last = await transact(app, null, (work) => alertBatch(work, day, after), { now: slot });
      if (last === undefined) return;
      await progress.save(last);
      after = last;
    }
  },
};

/** Looks at the key results after a key; answers the last key, or undefined at the end. */
async function alertBatch(work: Work, day: Day, after: string): Promise<string | undefined> {
  const rows = await findKeyResultDays(
    work,
    day,
    `k.id > ? AND k.id IN (SELECT id FROM (SELECT id FROM key_results WHERE id > ? ORDER BY id LIMIT ${batchSize}) page)`,
    [after, after],
  );
  const [end]: { id: string | null }[] = await work.db.query(
    `SELECT MAX(id) AS id FROM (SELECT id FROM key_results WHERE id > ? ORDER BY id LIMIT ${batchSize}) page`,
    [after],
  );
  if (rows.length > 0) await alertRows(work, rows, day);
  return end?.id ?? undefined;
}

/** A key result that is off track, or was when it was last looked at. */
interface Concern {
  row: KeyResultRow;
  figures: Figures;
  /** The alert that is open. */
  alert: Alert | undefined;
  to: readonly string[];
}

async function alertRows(work: Work, rows: readonly (KeyResultRow & DayValues)[], day: Day): Promise<void> {
  const open = await work.db.findBy(Alert, { openKeyResultId: In(rows.map(({ id }) => id)) });
  const alerts = new Map(open.map((alert) => [alert.keyResultId, alert]));
  const judged = (await judge(work, rows, day)).filter(
    ({ row, figures }) => figures.status === "offTrack" || alerts.has(row.id),
  );
  const receivers = await findReceivers(
    work,
    judged.map(({ row }) => row),
  );
  const concerns = judged.map(
    (one): Concern => ({ ...one, alert: alerts.get(one.row.id), to: receivers.get(one.row.objectiveId)! }),
  );
  await raise(
    work,
    day,
    concerns.filter(({ figures }) => figures.status === "offTrack"),
  );
  // Silence is no recovery.
  await close(
    work,
    concerns.filter(({ figures }) => figures.status !== "offTrack" && figures.status !== "silent"),
  );
}

type Judged = Pick<Concern, "row" | "figures">;

/** Figures as of the end of the day before: elapsed days are those that ended before today. */
async function judge({ db }: Work, rows: readonly (KeyResultRow & DayValues)[], today: Day): Promise<Judged[]> {
  const owners = await db.findBy(Employee, { id: In(rows.map(({ ownerId }) => ownerId)) });
  const schedules = await findSchedules(db, owners, today);
  return rows.flatMap((row): Judged[] => {
    const schedule = schedules.get(row.ownerId)!;
    const since = row.activeOn > row.startsOn ? row.activeOn : row.startsOn;
    if (workDaysBetween(schedule, since, addDays(today, -1)) < settleDays) return [];
    return [{ row, figures: figuresOf(row, { today, value: row.yesterday, isTodayIn: false, schedule }) }];
  });
}

/** The owner of each goal, unless they muted them, and the owner of the goal it serves; whoever has left hears nothing any more. */
async function findReceivers({ db }: Work, rows: readonly KeyResultRow[]): Promise<Map<string, string[]>> {
  if (rows.length === 0) return new Map();
  const edges = await db.findBy(Alignment, { objectiveId: In(rows.map(({ objectiveId }) => objectiveId)) });
  const parents = await db.findBy(Objective, { id: In(edges.map(({ parentObjectiveId }) => parentObjectiveId)) });
  const owners = [...rows, ...parents].map(({ ownerId }) => ownerId);
  const people = await db.findBy(Employee, { id: In(owners), status: "active" });
  const active = new Set(people.map(({ id }) => id));
  const muted = new Set(people.filter(({ isAlertMuted }) => isAlertMuted).map(({ id }) => id));
  return new Map(
    rows.map(({ objectiveId, ownerId }) => {
      const ids = edges.filter((edge) => edge.objectiveId === objectiveId).map((edge) => edge.parentObjectiveId);
      const above = parents.filter(({ id }) => ids.includes(id)).map((parent) => parent.ownerId);
      const isTold = (id: string) => active.has(id) && !(id === ownerId && muted.has(id));
      return [objectiveId, [ownerId, ...above].filter(isTold)];
    }),
  );
}

async function raise(work: Work, day: Day, concerns: readonly Concern[]) {
  const due = concerns.filter(({ alert }) => alert?.lastOn !== day);
  const fresh = due.filter(({ alert }) => !alert).map(({ row }) => openAlert(work, row.id, day));
  await insertMany(work.db, Alert, fresh);
  await work.db.update(Alert, { id: In(due.flatMap(({ alert }) => alert?.id ?? [])) }, { lastOn: day });
  await recordAll(
    work,
    due.map(({ row, to }) => ({
      name: "keyResult.lagging",
      subjectId: row.id,
      data: { day },
      owed: [{ ...told(row, to), template: "lagAlert", key: `lag:${row.id}:${day}` }],
    })),
  );
}

const openAlert = ({ now }: Work, keyResultId: string, day: Day): Partial<Alert> => ({
  id: newId(now),
  keyResultId,
  openKeyResultId: keyResultId,
  openedAt: now,
  lastOn: day,
  recoveredAt: null,
});

async function close(work: Work, concerns: readonly Concern[]) {
  const ids = concerns.flatMap(({ alert }) => alert?.id ?? []);
  await work.db.update(Alert, { id: In(ids) }, { openKeyResultId: null, recoveredAt: work.now });
  await recordAll(
    work,
    concerns.map(({ row, alert, to }) => ({
      name: "keyResult.recovered",
      subjectId: row.id,
      owed: [{ ...told(row, to), template: "lagRecovered", key: `recovered:${alert?.id}` }],
    })),
  );
}

const told = (row: KeyResultRow, to: readonly string[]) =>
  ({ to, kind: "system", subjectId: row.id, data: { ownerId: row.ownerId }, hours: 24 }) as const;
