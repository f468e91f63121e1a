import type { MigrationInterface, QueryRunner } from "typeorm";
import { addColumns, createTable } from "./kit";

/** What the provider's statements say of each bill, so that a bill paid twice is seen also when it was on two days. */
export class StatementEntries1764345000000 implements MigrationInterface {
  async up(q: QueryRunner) {
    await createTable(
      q,
      "statement_entries",
      {
        readingId: "varchar(36)!",
        line: "int!",
        billNo: "varchar(64)",
        kind: "varchar(8)",
        amountFen: "bigint",
      },
      { indexes: { ix_statement_entries_bill: ["billNo", "kind"] } },
    );
    await addColumns(q, "reconciliations", { readingId: "varchar(36)?" });
  }

  async down() {
    throw new Error("StatementEntries is what the provider said; restore a back-up instead.");
  }
}
