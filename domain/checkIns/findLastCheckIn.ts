import type { EntityManager } from "typeorm";
import { CheckIn, KeyResult, Objective } from "../../entities";

/**
 * The person's own latest report that still stands and can be taken back; null when there is none. Imported figures
 * are nobody's to take back, and what was said in chat after `at` is not meant, in whatever order the two came in.
 */
export const findLastCheckIn = (db: EntityManager, employeeId: string, at: Date): Promise<CheckIn | null> =>
  db
    .createQueryBuilder(CheckIn, "c")
    .innerJoin(KeyResult, "k", "k.id = c.keyResultId")
    .innerJoin(Objective, "o", "o.id = k.objectiveId AND o.status = 'active'")
    .leftJoin(CheckIn, "r", "r.retractsId = c.id")
    .where("c.reportedById = :employeeId AND c.operation <> 'retract' AND r.id IS NULL", { employeeId })
    .andWhere("(c.source <> 'chat' OR c.occurredAt <= :at)", { at })
    .andWhere("c.source <> 'import'")
    .orderBy("c.occurredAt", "DESC")
    .addOrderBy("c.id", "DESC")
    .limit(1)
    .getOne();
