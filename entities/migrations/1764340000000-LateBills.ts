import type { MigrationInterface, QueryRunner } from "typeorm";
import { addColumns } from "./kit";

/** Bills that turned out to be paid after they had failed, and what finance found out about those nobody can be asked of. */
export class LateBills1764340000000 implements MigrationInterface {
  async up(q: QueryRunner) {
    await addColumns(q, "payouts", { lateState: "varchar(8)?", unpaidAt: "datetime?" });
  }

  async down() {
    throw new Error("LateBills names money that left and is not booked yet; restore a back-up instead.");
  }
}
