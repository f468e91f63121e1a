import { type EntityManager, In } from "typeorm";
import { CheckIn, CheckInNote, Employee, KeyResult } from "../../entities";
import { authorize } from "../authorize";
import type { Context } from "../context";
import { NotFound } from "../errors";
import type { Goal } from "../goals/Goal";
import { goalPolicy } from "../goals/goalPolicy";
import { loadGoals } from "../goals/loadGoals";
import { isTheirs } from "./isTheirs";

export interface CheckInView {
  checkIn: CheckIn;
  /** Who reported; undefined for imported figures, which are nobody's. */
  by: Employee | undefined;
  /** Somebody above reported for the owner (代报). */
  isOnBehalf: boolean;
  note: string | null;
  /** When it was taken back; null while it stands. */
  retractedAt: Date | null;
  mayRetract: boolean;
}

interface Page {
  keyResultId: string;
  /** The last report of the page before. */
  after?: string;
  limit?: number;
}

type Reader = Pick<Context, "db" | "now" | "company" | "actor">;

/** Reports on a key result of a goal the actor may read, the latest said first, in a fixed number of statements. */
export async function findCheckIns(reader: Reader, { keyResultId, ...page }: Page): Promise<CheckInView[]> {
  const { db, actor } = reader;
  const keyResult = await db.findOneBy(KeyResult, { id: keyResultId });
  const [goal] = keyResult ? await loadGoals(reader, [keyResult.objectiveId]) : [];
  if (!goal) throw new NotFound("keyResult.notFound");
  authorize(goalPolicy, "read", actor, goal, "keyResult");
  return describe(reader, goal, await findPage(db, [keyResultId], page));
}

/** The latest reports on a goal that is in hand and may be read, of all its key results. */
export async function findCheckInsOf(reader: Reader, goal: Goal, limit: number): Promise<CheckInView[]> {
  const ids = goal.keyResults.map(({ id }) => id);
  return describe(reader, goal, await findPage(reader.db, ids, { limit }));
}

async function describe({ db, actor }: Reader, goal: Goal, checkIns: readonly CheckIn[]): Promise<CheckInView[]> {
  const ids = checkIns.map(({ id }) => id);
  const retractions = await db.findBy(CheckIn, { retractsId: In(ids) });
  const retracted = new Map(retractions.map(({ retractsId, occurredAt }) => [retractsId, occurredAt]));
  const notes = new Map((await db.findBy(CheckInNote, { checkInId: In(ids) })).map((one) => [one.checkInId, one.note]));
  const people = await db.findBy(Employee, { id: In(checkIns.map(({ reportedById }) => reportedById)) });
  const byId = new Map(people.map((person) => [person.id, person]));
  return checkIns.map((checkIn) => {
    const isImported = checkIn.source === "import";
    const retractedAt = retracted.get(checkIn.id) ?? null;
    const isOwn = isTheirs(actor.id, checkIn, goal.objective.ownerId);
    return {
      checkIn,
      by: isImported ? undefined : byId.get(checkIn.reportedById),
      isOnBehalf: !isImported && checkIn.reportedById !== goal.objective.ownerId,
      note: notes.get(checkIn.id) ?? null,
      retractedAt,
      mayRetract: isOwn && !retractedAt && goal.objective.isActive && !goal.isOver,
    };
  });
}

async function findPage(
  db: EntityManager,
  keyResultIds: readonly string[],
  { after, limit = 50 }: Omit<Page, "keyResultId">,
): Promise<CheckIn[]> {
  if (keyResultIds.length === 0) return [];
  const query = db
    .createQueryBuilder(CheckIn, "c")
    .where("c.keyResultId IN (:...keyResultIds) AND c.operation <> 'retract'", { keyResultIds })
    .orderBy("c.occurredAt", "DESC")
    .addOrderBy("c.id", "DESC")
    .limit(limit);
  if (after !== undefined)
    query.innerJoin(
      CheckIn,
      "last",
      "last.id = :after AND (c.occurredAt < last.occurredAt OR (c.occurredAt = last.occurredAt AND c.id < last.id))",
      { after },
    );
  return query.getMany();
}
