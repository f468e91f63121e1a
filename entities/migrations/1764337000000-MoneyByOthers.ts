import type { MigrationInterface, QueryRunner } from "typeorm";
import { addColumns } from "./kit";

/**
 * Money by rule is for others and by others: which report reached a target, who ever had a hand in a rule, and since
 * when left money goes on.
 */
export class MoneyByOthers1764337000000 implements MigrationInterface {
  async up(q: QueryRunner) {
    await addColumns(q, "key_results", { reachedById: "varchar(36)?" });
    await fillReached(q);
    await addColumns(q, "award_rules", { writerIds: "json?", makerIds: "json?" });
    await fillMakers(q);
    await fillCarry(q);
  }

  async down() {
    throw new Error("Who had a hand in a rule must not be forgotten; restore a back-up instead.");
  }
}

/** Of several reports at the very instant it is the owner's own: where that is not known, nobody vouches for it. */
const fillReached = (q: QueryRunner) =>
  q.query(`UPDATE key_results SET reachedById = (
    SELECT c.id FROM check_ins c WHERE c.keyResultId = key_results.id AND c.occurredAt = key_results.reachedAt
       AND c.operation <> 'retract' AND NOT EXISTS (SELECT 1 FROM check_ins r WHERE r.retractsId = c.id)
     ORDER BY CASE WHEN c.source <> 'import' AND c.reportedById =
       (SELECT o.ownerId FROM objectives o WHERE o.id = key_results.objectiveId) THEN 0 ELSE 1 END, c.id LIMIT 1)
    WHERE reachedAt IS NOT NULL AND reachedById IS NULL`);

interface Rule {
  id: string;
  createdById: string;
  approvedById: string | null;
}

/** Who that was is in the events, whoever wrote it last. */
async function fillMakers(q: QueryRunner) {
  const rules: Rule[] = await q.query("SELECT id, createdById, approvedById FROM award_rules WHERE makerIds IS NULL");
  for (const { id, createdById, approvedById } of rules) {
    const wrote = await findActors(q, id, ["rule.created", "rule.edited"]);
    const moved = await findActors(q, id, ["rule.submitted", "rule.started"]);
    const writers = new Set([createdById, ...wrote]);
    const makers = new Set([...writers, ...moved, ...(approvedById === null ? [] : [approvedById])]);
    await q.query("UPDATE award_rules SET writerIds = ?, makerIds = ? WHERE id = ?", [
      JSON.stringify([...writers]),
      JSON.stringify([...makers]),
      id,
    ]);
  }
}

async function findActors(q: QueryRunner, ruleId: string, names: [string, string]): Promise<string[]> {
  const rows: { actorId: string }[] = await q.query(
    "SELECT DISTINCT actorId FROM events WHERE subjectId = ? AND name IN (?, ?) AND actorId IS NOT NULL",
    [ruleId, ...names],
  );
  return rows.map(({ actorId }) => actorId);
}

/** What was left before somebody last said how much goes on stays where it is. */
async function fillCarry(q: QueryRunner) {
  const rows: { value: string | { percent: number; from?: string }; updatedAt: Date | string }[] = await q.query(
    "SELECT value, updatedAt FROM settings WHERE `key` = 'budgetCarry'",
  );
  for (const { value: stored, updatedAt } of rows) {
    const value = typeof stored === "string" ? JSON.parse(stored) : stored;
    if (value.from !== undefined) continue;
    const from = (typeof updatedAt === "string" ? updatedAt : updatedAt.toISOString()).slice(0, 7);
    await q.query("UPDATE settings SET value = ? WHERE `key` = 'budgetCarry'", [JSON.stringify({ ...value, from })]);
  }
}
