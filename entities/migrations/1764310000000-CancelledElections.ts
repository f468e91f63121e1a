import type { MigrationInterface, QueryRunner } from "typeorm";
import { addColumns, createIndexes, dropIndex, replaceCheck } from "./kit";

/** An election opened by mistake is cancelled, and leaves its month and department to another. */
export class CancelledElections1764310000000 implements MigrationInterface {
  async up(q: QueryRunner) {
    const states = "state IN ('nominating', 'voting', 'closed', 'cancelled')";
    await replaceCheck(q, "elections", "ck_elections_state", states);
    await addColumns(q, "elections", { placeKey: "varchar(44)?" });
    for (const { id, month, departmentKey } of await q.query(
      "SELECT id, month, departmentKey FROM elections WHERE placeKey IS NULL AND state <> 'cancelled'",
    ))
      await q.query("UPDATE elections SET placeKey = ? WHERE id = ?", [`${month}:${departmentKey}`, id]);
    await createIndexes(q, "elections", { uq_elections_place: ["placeKey"] });
    await dropIndex(q, "elections", "uq_elections");
  }

  async down() {
    throw new Error("There may be cancelled elections beside others of their month; restore a back-up instead.");
  }
}
