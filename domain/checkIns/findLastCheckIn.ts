import type { EntityManager } from "typeorm";
import { CheckIn, Cycle, KeyResult, Objective } from "../../entities";
import type { Day } from "../calendar";

/** When somebody asked for it. */
interface Asked {
  at: Date;
  /** The business day of `at`. */
  day: Day;
}

/**
 * The latest report that still stands and that the person can take back: their own, or one somebody made for them (代报)
 * before they asked; null when there is none. Imported figures
 * are nobody's to take back, a cycle that has ended keeps its figures, and what was said in chat after `at` is not
 * meant, in whatever order the two came in.
 */
export async function findLastCheckIn(db: EntityManager, employeeId: string, asked: Asked): Promise<CheckIn | null> {
  const own = await standing(db, asked).andWhere("c.reportedById = :employeeId", { employeeId }).getOne();
  const forThem = await standing(db, asked)
    .andWhere("o.ownerId = :employeeId AND c.reportedById <> :employeeId", { employeeId })
    .andWhere("c.recordedAt <= :at", { at: asked.at })
    .getOne();
  if (!own || !forThem) return own ?? forThem;
  return isLater(forThem, own) ? forThem : own;
}

const isLater = (one: CheckIn, other: CheckIn) =>
  one.occurredAt.getTime() === other.occurredAt.getTime() ? one.id > other.id : one.occurredAt > other.occurredAt;

/** The latest first; whose it is to be is for the caller to add. */
const standing = (db: EntityManager, { at, day }: Asked) =>
  db
    .createQueryBuilder(CheckIn, "c")
    .innerJoin(KeyResult, "k", "k.id = c.keyResultId")
    .innerJoin(Objective, "o", "o.id = k.objectiveId AND o.status = 'active'")
    .innerJoin(Cycle, "y", "y.id = o.cycleId AND y.endsOn >= :day", { day })
    .leftJoin(CheckIn, "r", "r.retractsId = c.id")
    .where("c.operation <> 'retract' AND r.id IS NULL")
    .andWhere("(c.source <> 'chat' OR c.occurredAt <= :at)", { at })
    .andWhere("c.source <> 'import'")
    .orderBy("c.occurredAt", "DESC")
    .addOrderBy("c.id", "DESC")
    .limit(1);
