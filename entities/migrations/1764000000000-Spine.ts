import type { MigrationInterface, QueryRunner } from "typeorm";
import { appendOnly, createTable } from "./kit";

/** The first tables: people, goals, reports, recognition, messages, and what running them needs. */
export class Spine1764000000000 implements MigrationInterface {
  async up(q: QueryRunner) {
    await people(q);
    await goals(q);
    await figures(q);
    await recognition(q);
    await messages(q);
    await running(q);
  }

  async down() {
    throw new Error("Spine is the first migration; restore a back-up instead.");
  }
}

async function people(q: QueryRunner) {
  await createTable(
    q,
    "departments",
    {
      id: "id",
      wecomId: "int?",
      name: "varchar(64)",
      parentId: "varchar(36)?",
      headId: "varchar(36)?",
      chatId: "varchar(64)?",
      roomId: "varchar(128)?",
      archivedAt: "datetime?",
    },
    { indexes: { uq_departments_wecom: ["wecomId"] } },
  );
  await createTable(q, "positions", { id: "id", name: "varchar(64)" }, { indexes: { uq_positions_name: ["name"] } });
  await createTable(
    q,
    "employees",
    {
      id: "id",
      wecomUserId: "varchar(64)?",
      name: "varchar(64)?",
      departmentId: "varchar(36)?",
      positionId: "varchar(36)?",
      managerId: "varchar(36)?",
      reportsToId: "varchar(36)?",
      shift: "varchar(64)=''",
      nudgeTime: "varchar(5)?",
      spreadMinute: "int=1",
      status: "varchar(16)='active'",
      joinedOn: "date?",
      leftAt: "datetime?",
      createdAt: "datetime",
    },
    {
      indexes: {
        uq_employees_wecom: ["wecomUserId"],
        ix_employees_department: ["departmentId"],
        ix_employees_reports_to: ["reportsToId"],
      },
      checks: { ck_employees_status: "status IN ('active', 'left')" },
    },
  );
  await createTable(
    q,
    "role_grants",
    { id: "id", employeeId: "varchar(36)", role: "varchar(16)", grantedById: "varchar(36)?", grantedAt: "datetime" },
    {
      indexes: { uq_role_grants: ["employeeId", "role"] },
      checks: { ck_role_grants_role: "role IN ('hr', 'executive', 'operator')" },
    },
  );
  await createTable(
    q,
    "identities",
    {
      id: "id",
      employeeId: "varchar(36)",
      channel: "varchar(16)",
      externalId: "varchar(128)",
      boundAt: "datetime",
    },
    { indexes: { uq_identities: ["channel", "externalId"], ix_identities_employee: ["employeeId"] } },
  );
  await createTable(
    q,
    "binding_codes",
    {
      codeHash: "key(64)",
      employeeId: "varchar(36)",
      departmentId: "varchar(36)?",
      expiresAt: "datetime",
      usedAt: "datetime?",
    },
    { indexes: { ix_binding_codes_employee: ["employeeId"] } },
  );
  await createTable(q, "calendar_days", { day: "key(10)", kind: "varchar(8)" });
  await createTable(
    q,
    "leaves",
    { id: "id", employeeId: "varchar(36)", startsOn: "date", endsOn: "date" },
    { indexes: { ix_leaves_employee: ["employeeId", "endsOn"] } },
  );
}

async function goals(q: QueryRunner) {
  await createTable(
    q,
    "cycles",
    {
      id: "id",
      kind: "varchar(16)",
      name: "varchar(64)",
      startsOn: "date",
      endsOn: "date",
      parentId: "varchar(36)?",
      horizon: "varchar(8)='short'",
    },
    { indexes: { uq_cycles: ["kind", "startsOn", "name"], ix_cycles_days: ["startsOn", "endsOn"] } },
  );
  await createTable(
    q,
    "objectives",
    {
      id: "id",
      cycleId: "varchar(36)",
      ownerId: "varchar(36)",
      level: "varchar(16)='person'",
      departmentId: "varchar(36)?",
      title: "varchar(120)",
      status: "varchar(16)='draft'",
      commitment: "varchar(16)='committed'",
      isRestricted: "boolean=0",
      approvedById: "varchar(36)?",
      approvedAt: "datetime?",
      version: "int=1",
      createdAt: "datetime",
      updatedAt: "datetime",
    },
    {
      indexes: {
        ix_objectives_owner: ["ownerId", "status"],
        ix_objectives_cycle: ["cycleId", "status"],
        ix_objectives_department: ["departmentId", "status"],
      },
      checks: {
        ck_objectives_status:
          "status IN ('draft', 'submitted', 'returned', 'proposed', 'active', 'withdrawn', 'cancelled', 'closing', 'scored', 'archived')",
      },
    },
  );
  await createTable(
    q,
    "key_results",
    {
      id: "id",
      objectiveId: "varchar(36)",
      sequence: "int",
      title: "varchar(120)",
      kind: "varchar(16)",
      accumulation: "varchar(8)='last'",
      metricId: "varchar(36)?",
      unit: "varchar(8)=''",
      changeKind: "varchar(16)='absolute'",
      changeBy: "bigint?",
      baseline: "bigint?",
      isGrowthOnly: "boolean=0",
      start: "bigint=0",
      target: "bigint",
      weight: "int",
      current: "bigint?",
      reportedOn: "date?",
      reportedAt: "datetime?",
      reachedAt: "datetime?",
      dueOn: "date?",
    },
    {
      indexes: { ix_key_results_objective: ["objectiveId", "sequence"], ix_key_results_metric: ["metricId"] },
      references: { fk_key_results_objective: ["objectiveId", "objectives"] },
      checks: { ck_key_results_weight: "weight BETWEEN 0 AND 10000" },
    },
  );
  await createTable(
    q,
    "alignments",
    {
      id: "id",
      objectiveId: "varchar(36)",
      parentObjectiveId: "varchar(36)",
      parentKeyResultId: "varchar(36)?",
      share: "int",
    },
    {
      indexes: {
        uq_alignments: ["objectiveId", "parentObjectiveId"],
        ix_alignments_parent: ["parentObjectiveId"],
      },
    },
  );
  await createTable(
    q,
    "approvals",
    {
      id: "id",
      objectiveId: "varchar(36)",
      approverId: "varchar(36)",
      requestedAt: "datetime",
      decision: "varchar(16)?",
      decidedById: "varchar(36)?",
      decidedAt: "datetime?",
      reason: "varchar(200)?",
    },
    {
      indexes: {
        ix_approvals_objective: ["objectiveId", "requestedAt"],
        ix_approvals_approver: ["approverId", "decision"],
      },
    },
  );
}

async function figures(q: QueryRunner) {
  await createTable(
    q,
    "check_ins",
    {
      id: "id",
      keyResultId: "varchar(36)",
      reportedById: "varchar(36)",
      businessDay: "date",
      operation: "varchar(8)",
      amount: "bigint",
      retractsId: "varchar(36)?",
      confidence: "int?",
      source: "varchar(8)",
      occurredAt: "datetime",
      recordedAt: "datetime",
    },
    {
      indexes: {
        ix_check_ins_key_result: ["keyResultId", "occurredAt", "id"],
        ix_check_ins_reporter: ["reportedById", "occurredAt"],
        uq_check_ins_retracts: ["retractsId"],
      },
      checks: {
        ck_check_ins_operation: "operation IN ('set', 'add', 'retract')",
        ck_check_ins_confidence: "confidence IS NULL OR confidence BETWEEN 0 AND 10",
      },
    },
  );
  await appendOnly(q, "check_ins");
  await createTable(q, "key_result_days", { keyResultId: "id", day: "date!", value: "bigint" });
  await createTable(q, "check_in_notes", { checkInId: "id", note: "varchar(500)" });
  await createTable(
    q,
    "metrics",
    {
      id: "id",
      code: "varchar(40)",
      name: "varchar(40)",
      unit: "varchar(8)",
      direction: "varchar(8)='higher'",
      accumulation: "varchar(8)='sum'",
      accrues: "varchar(16)='every-day'",
    },
    { indexes: { uq_metrics_code: ["code"] } },
  );
  await createTable(
    q,
    "metric_values",
    {
      id: "id",
      metricId: "varchar(36)",
      subjectKind: "varchar(16)",
      subjectId: "varchar(36)",
      day: "date",
      value: "bigint",
      source: "varchar(64)",
      version: "int=1",
      importedAt: "datetime",
    },
    { indexes: { uq_metric_values: ["metricId", "subjectKind", "subjectId", "day", "source", "version"] } },
  );
  await appendOnly(q, "metric_values");
}

async function recognition(q: QueryRunner) {
  await createTable(q, "badges", { code: "key(40)", name: "varchar(40)", description: "varchar(120)" });
  await q.query("DELETE FROM badges");
  await q.query(
    "INSERT INTO badges (code, name, description) VALUES ('target-reached', '达成之星', '关键结果达到目标时获得')",
  );
  await createTable(
    q,
    "awards",
    {
      id: "id",
      kind: "varchar(8)",
      badgeCode: "varchar(40)?",
      employeeId: "varchar(36)",
      givenById: "varchar(36)?",
      reason: "varchar(200)?",
      keyResultId: "varchar(36)?",
      checkInId: "varchar(36)?",
      fact: "varchar(80)?",
      awardedAt: "datetime",
      revokedAt: "datetime?",
    },
    {
      indexes: {
        uq_awards_fact: ["fact"],
        ix_awards_employee: ["employeeId", "awardedAt"],
        ix_awards_check_in: ["checkInId"],
        ix_awards_giver: ["givenById", "awardedAt"],
      },
      checks: { ck_awards_self: "givenById IS NULL OR givenById <> employeeId" },
    },
  );
}

async function messages(q: QueryRunner) {
  await createTable(
    q,
    "notices",
    {
      id: "id",
      dedupeKey: "varchar(160)",
      employeeId: "varchar(36)?",
      departmentId: "varchar(36)?",
      template: "varchar(40)",
      kind: "varchar(16)",
      subjectId: "varchar(36)?",
      data: "json",
      asOf: "datetime",
      day: "date",
      nextAt: "datetime?",
      expiresAt: "datetime",
      state: "varchar(8)='owed'",
      leaseNo: "bigint=0",
      attempts: "int=0",
      lastError: "varchar(120)?",
      messageId: "varchar(128)?",
      createdAt: "datetime",
      sentAt: "datetime?",
    },
    {
      indexes: {
        uq_notices_key: ["dedupeKey"],
        ix_notices_due: ["nextAt", "id"],
        ix_notices_person: ["employeeId", "day", "kind"],
        ix_notices_state: ["state", "createdAt"],
      },
      checks: { ck_notices_receiver: "employeeId IS NULL OR departmentId IS NULL" },
    },
  );
  await createTable(
    q,
    "sends",
    { id: "serial", target: "varchar(48)", at: "datetime", count: "int" },
    { indexes: { ix_sends_target: ["target", "at", "count"] } },
  );
  await createTable(
    q,
    "receipts",
    { key: "key(100)", answer: "json?", at: "datetime" },
    { indexes: { ix_receipts_at: ["at"] } },
  );
  await createTable(
    q,
    "card_codes",
    {
      code: "key(160)",
      subjectId: "varchar(36)",
      employeeId: "varchar(36)",
      origin: "varchar(8)",
      expiresAt: "datetime",
      usedAt: "datetime?",
    },
    { indexes: { ix_card_codes_subject: ["subjectId", "employeeId"], ix_card_codes_expiry: ["expiresAt"] } },
  );
  await createTable(q, "conversations", {
    employeeId: "id",
    flow: "varchar(40)",
    state: "json",
    updatedAt: "datetime",
    expiresAt: "datetime",
  });
}

async function running(q: QueryRunner) {
  await createTable(q, "settings", { key: "key(40)", value: "json", updatedAt: "datetime" });
  await createTable(
    q,
    "events",
    {
      id: "id",
      name: "varchar(40)",
      actorId: "varchar(36)?",
      subjectId: "varchar(36)",
      via: "varchar(16)",
      data: "json",
      at: "datetime",
    },
    { indexes: { ix_events_subject: ["subjectId", "at"], ix_events_at: ["at"] } },
  );
  await appendOnly(q, "events");
  await createTable(
    q,
    "job_runs",
    {
      id: "id",
      job: "varchar(40)",
      slot: "datetime",
      state: "varchar(8)='running'",
      cursor: "varchar(64)?",
      leaseUntil: "datetime",
      startedAt: "datetime",
      finishedAt: "datetime?",
      error: "varchar(200)?",
    },
    { indexes: { uq_job_runs: ["job", "slot"], ix_job_runs_state: ["state", "leaseUntil"] } },
  );
  await createTable(
    q,
    "alerts",
    {
      id: "id",
      keyResultId: "varchar(36)",
      openKeyResultId: "varchar(36)?",
      openedAt: "datetime",
      lastOn: "date",
      recoveredAt: "datetime?",
    },
    { indexes: { uq_alerts_open: ["openKeyResultId"], ix_alerts_key_result: ["keyResultId"] } },
  );
  await createTable(
    q,
    "sessions",
    {
      idHash: "key(64)",
      employeeId: "varchar(36)",
      via: "varchar(16)",
      createdAt: "datetime",
      expiresAt: "datetime",
      revokedAt: "datetime?",
    },
    { indexes: { ix_sessions_employee: ["employeeId"], ix_sessions_expiry: ["expiresAt"] } },
  );
  await createTable(
    q,
    "idempotency_keys",
    {
      id: "id",
      employeeId: "varchar(36)",
      key: "varchar(64)",
      requestHash: "varchar(64)",
      status: "int",
      answer: "json?",
      at: "datetime",
    },
    { indexes: { uq_idempotency_keys: ["employeeId", "key"], ix_idempotency_keys_at: ["at"] } },
  );
  await createTable(q, "access_tokens", {
    name: "key(80)",
    value: "varchar(600)?",
    expiresAt: "datetime?",
    leaseUntil: "datetime?",
  });
}
