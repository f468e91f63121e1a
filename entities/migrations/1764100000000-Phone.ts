import type { MigrationInterface, QueryRunner } from "typeorm";
import { addColumns, createTable } from "./kit";

/** What the phone brings: reasons, problems and answers, attachments, deputies, reminders muted or moved. */
export class Phone1764100000000 implements MigrationInterface {
  async up(q: QueryRunner) {
    await addColumns(q, "employees", {
      eveningTime: "varchar(5)?",
      isMorningMuted: "boolean=0",
      isEveningMuted: "boolean=0",
      isAlertMuted: "boolean=0",
    });
    await addColumns(q, "approvals", { note: "varchar(200)?", onBehalfOfId: "varchar(36)?" });
    await createTable(
      q,
      "deputies",
      {
        id: "id",
        employeeId: "varchar(36)",
        deputyId: "varchar(36)",
        startsOn: "date",
        endsOn: "date",
        createdAt: "datetime",
        endedAt: "datetime?",
      },
      { indexes: { ix_deputies_employee: ["employeeId", "endsOn"], ix_deputies_deputy: ["deputyId", "endsOn"] } },
    );
    await createTable(
      q,
      "comments",
      {
        id: "id",
        objectiveId: "varchar(36)",
        authorId: "varchar(36)",
        kind: "varchar(8)",
        text: "varchar(300)",
        at: "datetime",
      },
      {
        indexes: { ix_comments_objective: ["objectiveId", "at"] },
        checks: { ck_comments_kind: "kind IN ('problem', 'answer')" },
      },
    );
    await createTable(
      q,
      "attachments",
      {
        id: "id",
        ownerId: "varchar(36)",
        checkInId: "varchar(36)?",
        name: "varchar(120)",
        type: "varchar(100)",
        size: "int",
        sha256: "varchar(64)",
        createdAt: "datetime",
      },
      { indexes: { ix_attachments_check_in: ["checkInId"], ix_attachments_owner: ["ownerId", "createdAt"] } },
    );
    await createTable(q, "attachment_parts", { attachmentId: "id", sequence: "int!", bytes: "blob" });
  }

  async down() {
    throw new Error("Phone adds tables people write into; restore a back-up instead.");
  }
}
