import type { MigrationInterface, QueryRunner } from "typeorm";
import { addColumns } from "./kit";

/** Transfers that people confirm: what opens the page for it, and by whose account each bill was begun. */
export class Transfers1764320000000 implements MigrationInterface {
  async up(q: QueryRunner) {
    await addColumns(q, "payouts", { mchId: "varchar(32)?", appId: "varchar(32)?", packageInfo: "varchar(1024)?" });
  }

  async down() {
    throw new Error(
      "Transfers names the merchant of each bill, which must not be forgotten; restore a back-up instead.",
    );
  }
}
