import { In } from "typeorm";
import { addDays, businessDayOf, type Day } from "../domain/calendar";
import type { Work } from "../domain/context";
import { type Figures, figuresOf } from "../domain/goals/figuresOf";
import { type DayValues, findKeyResultDays, type KeyResultRow } from "../domain/goals/KeyResultRow";
import { newId } from "../domain/newId";
import { findSchedules } from "../domain/people/findSchedules";
import { record } from "../domain/record";
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
  cron: "0 10,16 * * *",
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
    work.db,
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

async function alertRows(work: Work, rows: readonly (KeyResultRow & DayValues)[], day: Day): Promise<void> {
  const judged = await judge(work, rows, day);
  const open = await work.db.findBy(Alert, { openKeyResultId: In(rows.map(({ id }) => id)) });
  const concerned = judged.filter(
    ({ row, figures }) =>
      figures.status === "offTrack" || open.some(({ openKeyResultId }) => openKeyResultId === row.id),
  );
  const told = await findConcerned(
    work,
    concerned.map(({ row }) => row),
  );
  for (const { row, figures } of concerned) {
    const alert = open.find(({ openKeyResultId }) => openKeyResultId === row.id);
    const to = told.get(row.objectiveId) ?? [row.ownerId];
    if (figures.status === "offTrack") await raise(work, row, alert, day, to);
    else if (alert && figures.status !== "silent") await close(work, row, alert, to);
  }
}

interface Judged {
  row: KeyResultRow;
  figures: Figures;
}

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

/** The owner of each goal, and the owner of the goal it serves. */
async function findConcerned({ db }: Work, rows: readonly KeyResultRow[]): Promise<Map<string, string[]>> {
  if (rows.length === 0) return new Map();
  const edges = await db.findBy(Alignment, { objectiveId: In(rows.map(({ objectiveId }) => objectiveId)) });
  const parents = await db.findBy(Objective, { id: In(edges.map(({ parentObjectiveId }) => parentObjectiveId)) });
  return new Map(
    rows.map(({ objectiveId, ownerId }) => {
      const ids = edges.filter((edge) => edge.objectiveId === objectiveId).map((edge) => edge.parentObjectiveId);
      return [objectiveId, [ownerId, ...parents.filter(({ id }) => ids.includes(id)).map((parent) => parent.ownerId)]];
    }),
  );
}

async function raise(work: Work, row: KeyResultRow, alert: Alert | undefined, day: Day, to: readonly string[]) {
  if (alert?.lastOn === day) return;
  if (alert) await work.db.update(Alert, alert.id, { lastOn: day });
  else
    await work.db.insert(Alert, {
      id: newId(work.now),
      keyResultId: row.id,
      openKeyResultId: row.id,
      openedAt: work.now,
      lastOn: day,
      recoveredAt: null,
    });
  await record(
    work,
    "keyResult.lagging",
    row.id,
    { day },
    {
      to,
      template: "lagAlert",
      kind: "system",
      subjectId: row.id,
      key: `lag:${row.id}:${day}`,
      hours: 24,
    },
  );
}

async function close(work: Work, row: KeyResultRow, alert: Alert, to: readonly string[]) {
  await work.db.update(Alert, alert.id, { openKeyResultId: null, recoveredAt: work.now });
  await record(
    work,
    "keyResult.recovered",
    row.id,
    {},
    {
      to,
      template: "lagRecovered",
      kind: "system",
      subjectId: row.id,
      key: `recovered:${alert.id}`,
      hours: 24,
    },
  );
}
