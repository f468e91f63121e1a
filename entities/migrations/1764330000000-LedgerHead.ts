import type { MigrationInterface, QueryRunner } from "typeorm";

/** The row whoever moves money holds is there before anybody does: two that made it could undo each other's. */
export class LedgerHead1764330000000 implements MigrationInterface {
  async up(q: QueryRunner) {
    if ((await q.query("SELECT 1 FROM settings WHERE `key` = 'ledger'")).length > 0) return;
    const head = JSON.stringify({ no: 0, link: "0".repeat(64) });
    const before = "1970-01-01 00:00:00.000";
    await q.query("INSERT INTO settings (`key`, value, updatedAt) VALUES ('ledger', ?, ?)", [head, before]);
  }

  async down(q: QueryRunner) {
    await q.query("DELETE FROM settings WHERE `key` = 'ledger' AND updatedAt = '1970-01-01 00:00:00.000'");
  }
}
