import { Event, Notice, type NoticeKind } from "../entities";
import { businessDayOf } from "./calendar";
import type { Context, Work } from "./context";
import { insertMany } from "./insertMany";
import { newId } from "./newId";
import { isUrgent, urgentHeadStartMs } from "./notices/isUrgent";

/** A message owed for what happened: to people, or to the group of a department. */
export interface Owed {
  to?: readonly (string | null)[];
  team?: string | null;
  template: string;
  kind: NoticeKind;
  subjectId?: string;
  data?: Record<string, unknown>;
  /** Makes it impossible twice; the event's id unless stated. */
  key?: string;
  /** Not before this instant; at once unless stated. */
  after?: Date;
  /** How long it is worth delivering; 3 days unless stated. */
  hours?: number;
}

const isContext = (work: Work): work is Context => "actor" in work;

/** What happened to a subject, and whom to tell. */
export interface Happening {
  name: string;
  subjectId: string;
  data?: Record<string, unknown>;
  owed?: readonly Owed[];
}

/** Writes the event (audit) and the notices beside the change, in the same transaction. Answers the event's id. */
export async function record(
  work: Work,
  name: string,
  subjectId: string,
  data: Record<string, unknown> = {},
  ...owed: Owed[]
): Promise<string> {
  const [id] = await recordAll(work, [{ name, subjectId, data, owed }]);
  return id!;
}

/** The same for many happenings, by a statement per batch of events and one per batch of notices. */
export async function recordAll(work: Work, happenings: readonly Happening[]): Promise<string[]> {
  const events = happenings.map(({ name, subjectId, data = {} }) => ({
    id: newId(work.now),
    name,
    actorId: isContext(work) ? work.actor.id : null,
    subjectId,
    via: work.via,
    data,
    at: work.now,
  }));
  await insertMany(work.db, Event, events);
  await insertNotices(
    work,
    happenings.flatMap(({ owed = [] }, index) => owed.flatMap((one) => rowsOf(work, events[index]!.id, one))),
  );
  return events.map(({ id }) => id);
}

/** Writes notices without an event of their own, such as the answer to a command. `key` makes them once. */
export async function owe(work: Work, key: string, owed: readonly Owed[]): Promise<void> {
  await insertNotices(
    work,
    owed.flatMap((one) => rowsOf(work, key, one)),
  );
}

async function insertNotices(work: Work, rows: Partial<Notice>[]): Promise<void> {
  for (const [index, row] of rows.entries()) row.id = newId(work.now, work.owed + index);
  await insertMany(work.db, Notice, rows);
  work.owed += rows.length;
}

function rowsOf(work: Work, eventId: string, owed: Owed) {
  const people = [...new Set(owed.to ?? [])].filter((id) => id !== null);
  const teams = owed.team ? [owed.team] : [];
  const row = (employeeId: string | null, departmentId: string | null): Partial<Notice> => ({
    id: newId(work.now),
    dedupeKey: `${owed.key ?? eventId}:${owed.template}:${employeeId ?? departmentId}`,
    employeeId,
    departmentId,
    template: owed.template,
    kind: owed.kind,
    subjectId: owed.subjectId ?? null,
    data: owed.data ?? {},
    asOf: work.now,
    day: businessDayOf(work.now, work.company.zone),
    nextAt: isUrgent(owed.kind) ? new Date(work.now.getTime() - urgentHeadStartMs) : (owed.after ?? work.now),
    expiresAt: new Date((owed.after ?? work.now).getTime() + (owed.hours ?? 72) * 3_600_000),
    state: "owed",
    leaseNo: 0,
    attempts: 0,
    createdAt: work.now,
  });
  return [...people.map((id) => row(id, null)), ...teams.map((id) => row(null, id))];
}
