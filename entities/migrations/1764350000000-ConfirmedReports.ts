import type { MigrationInterface, QueryRunner } from "typeorm";
import { addColumns } from "./kit";

/** Which report of others confirms a reached target, and whether a rule gave for others' word or the person's own. */
export class ConfirmedReports1764350000000 implements MigrationInterface {
  async up(q: QueryRunner) {
    await addColumns(q, "key_results", { confirmedById: "varchar(36)?" });
    await fillConfirmed(q);
    // What was given before stays decided: it gives no money later.
    await addColumns(q, "rule_firings", { isTrusted: "boolean=1" });
  }

  async down() {
    throw new Error("Whose word money was given for must not be forgotten; restore a back-up instead.");
  }
}

const owner = "(SELECT o.ownerId FROM objectives o WHERE o.id = key_results.objectiveId)";

/** The first, from the one that reached it on, by which others alone showed the target; none that was corrected since. */
const fillConfirmed = (q: QueryRunner) =>
  q.query(`UPDATE key_results SET confirmedById = (
    SELECT c.id FROM check_ins c WHERE c.keyResultId = key_results.id
       AND (c.id = key_results.reachedById OR c.occurredAt > key_results.reachedAt)
       AND (c.source = 'import' OR (c.operation <> 'retract' AND c.reportedById <> ${owner}))
       AND CASE WHEN c.operation = 'add' THEN c.id = key_results.reachedById AND NOT EXISTS (
             SELECT 1 FROM check_ins s WHERE s.keyResultId = c.keyResultId AND s.source <> 'import'
                AND s.operation <> 'retract' AND s.reportedById = ${owner} AND s.occurredAt <= c.occurredAt)
           WHEN key_results.kind = 'decrease' THEN c.amount <= key_results.target
           ELSE c.amount >= key_results.target END
       AND NOT EXISTS (SELECT 1 FROM check_ins r WHERE r.retractsId = c.id)
       AND (c.source <> 'import' OR NOT EXISTS (SELECT 1 FROM check_ins n WHERE n.keyResultId = c.keyResultId
         AND n.source = 'import' AND n.businessDay = c.businessDay AND n.id > c.id))
     ORDER BY c.occurredAt, c.id LIMIT 1)
    WHERE reachedAt IS NOT NULL AND confirmedById IS NULL`);
