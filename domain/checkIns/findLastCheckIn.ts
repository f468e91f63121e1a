import type { EntityManager } from "typeorm";
import { CheckIn } from "../../entities";

/** The person's latest report that still stands; undefined when there is none. */
export const findLastCheckIn = (db: EntityManager, employeeId: string): Promise<CheckIn | null> =>
  db
    .createQueryBuilder(CheckIn, "c")
    .leftJoin(CheckIn, "r", "r.retractsId = c.id")
    .where("c.reportedById = :employeeId AND c.operation <> 'retract' AND r.id IS NULL", { employeeId })
    .orderBy("c.occurredAt", "DESC")
    .addOrderBy("c.id", "DESC")
    .limit(1)
    .getOne();
