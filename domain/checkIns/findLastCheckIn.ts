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
 * The person's own latest report that still stands and can be taken back; null when there is none. Imported figures
 * are nobody's to take back, a cycle that has ended keeps its figures, and what was said in chat after `at` is not
 * meant, in whatever order the two came in.
 */
export const findLastCheckIn = (db: EntityManager, employeeId: string, { at, day }: Asked): Promise<CheckIn | null> =>
  db
    .createQueryBuilder(CheckIn, "c")
    .innerJoin(KeyResult, "k", "k.id = c.keyResultId")
    .innerJoin(Objective, "o", "o.id = k.objectiveId AND o.status = 'active'")
    .innerJoin(Cycle, "y", "y.id = o.cycleId AND y.endsOn >= :day", { day })
    .leftJoin(CheckIn, "r", "r.retractsId = c.id")
    .where("c.reportedById = :employeeId AND c.operation <> 'retract' AND r.id IS NULL", { employeeId })
    .andWhere("(c.source <> 'chat' OR c.occurredAt <= :at)", { at })
    .andWhere("c.source <> 'import'")
    .orderBy("c.occurredAt", "DESC")
    .addOrderBy("c.id", "DESC")
    .limit(1)
    .getOne();
