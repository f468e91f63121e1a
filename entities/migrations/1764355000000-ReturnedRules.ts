import type { MigrationInterface, QueryRunner } from "typeorm";
import { addColumns } from "./kit";

/** Who gave a rule back instead of agreeing to it, and why. */
export class ReturnedRules1764355000000 implements MigrationInterface {
  async up(q: QueryRunner) {
    await addColumns(q, "award_rules", { returnedById: "varchar(36)?", returnNote: "varchar(100)?" });
  }

  async down() {
    throw new Error("Why a rule was given back must not be forgotten; restore a back-up instead.");
  }
}
