import type { MigrationInterface, QueryRunner } from "typeorm";
import { addColumns, appendOnly, createIndexes, createTable, replaceCheck } from "./kit";

/** Badges with levels, rules, ideas, elections; budgets, packets, bills and the ledger. */
export class Recognition1764200000000 implements MigrationInterface {
  async up(q: QueryRunner) {
    await replaceCheck(q, "role_grants", "ck_role_grants_role", "role IN ('hr', 'executive', 'finance', 'operator')");
    await recognition(q);
    await rules(q);
    await ideasAndElections(q);
    await money(q);
    await ledger(q);
  }

  async down() {
    throw new Error("Recognition adds a ledger, which is never taken down; restore a back-up instead.");
  }
}

async function recognition(q: QueryRunner) {
  await addColumns(q, "badges", { level: "int=1", design: "json?", isArchived: "boolean=0" });
  await addColumns(q, "awards", {
    teamId: "varchar(36)?",
    occasionId: "varchar(36)?",
    ruleId: "varchar(36)?",
    packetId: "varchar(36)?",
    title: "varchar(40)?",
    value: "varchar(20)?",
    figure: "varchar(80)?",
    certificateNo: "varchar(16)?",
  });
  await createIndexes(q, "awards", { uq_awards_certificate: ["certificateNo"], ix_awards_occasion: ["occasionId"] });
  await createTable(
    q,
    "award_cheers",
    { id: "id", awardId: "varchar(36)", employeeId: "varchar(36)", kind: "varchar(8)", at: "datetime" },
    { indexes: { uq_award_cheers: ["awardId", "employeeId"] } },
  );
  await seedBadges(q);
}

/** Code, name, what for, level, and how it is drawn. A company changes them, adds its own and archives what it has no use for. */
const badges: [code: string, name: string, description: string, level: number, look: string][] = [
  ["record-day", "破纪录", "单日成绩刷新个人纪录", 2, "star flame red"],
  ["streak", "连续达标", "连续多天达到标准", 1, "hexagon bolt blue"],
  ["first-time-right", "首次正确", "一周里每天都一次做对", 1, "shield tick green"],
  ["campaign-star", "活动战将", "大促活动目标达成", 2, "ribbon flag red"],
  ["bright-idea", "金点子", "改进建议被采纳", 2, "medal bulb gold"],
  ["star-of-month", "月度之星", "当选本月优秀员工", 3, "star crown gold"],
  ["teamwork", "团队协作", "主动补位，成就同伴", 1, "hexagon people violet"],
  ["customer-first", "客户第一", "把客户的事当成自己的事", 1, "shield heart red"],
  ["steady-hand", "精益求精", "把一件小事做到极致", 1, "medal target silver"],
  ["fast-grower", "成长飞快", "短时间内进步明显", 1, "ribbon rocket green"],
];

async function seedBadges(q: QueryRunner) {
  for (const [code, name, description, level, look] of badges) {
    const [shape, sign, tone] = look.split(" ");
    // A migration that broke off on MariaDB runs again.
    await q.query("DELETE FROM badges WHERE code = ?", [code]);
    await q.query("INSERT INTO badges (code, name, description, level, design) VALUES (?, ?, ?, ?, ?)", [
      code,
      name,
      description,
      level,
      JSON.stringify({ shape, sign, tone }),
    ]);
  }
}

async function rules(q: QueryRunner) {
  await createIndexes(q, "key_results", { ix_key_results_reached: ["reachedAt"] });
  await createTable(
    q,
    "award_rules",
    {
      id: "id",
      name: "varchar(40)",
      kind: "varchar(20)",
      parameters: "json",
      departmentId: "varchar(36)?",
      badgeCode: "varchar(40)?",
      amountFen: "bigint=0",
      coolDownDays: "int=0",
      personMonthCap: "int",
      monthCap: "int",
      state: "varchar(8)",
      createdById: "varchar(36)",
      approvedById: "varchar(36)?",
      createdAt: "datetime",
      activeFrom: "datetime?",
    },
    {
      indexes: { ix_award_rules_state: ["state", "kind"] },
      checks: {
        ck_award_rules_state: "state IN ('draft', 'waiting', 'active', 'paused')",
        ck_award_rules_gift: "badgeCode IS NOT NULL OR amountFen > 0",
      },
    },
  );
  await createTable(
    q,
    "rule_firings",
    {
      id: "id",
      ruleId: "varchar(36)",
      fact: "varchar(120)",
      employeeId: "varchar(36)",
      firedOn: "date",
      awardId: "varchar(36)?",
      packetId: "varchar(36)?",
      at: "datetime",
    },
    {
      indexes: {
        uq_rule_firings_fact: ["ruleId", "fact"],
        ix_rule_firings_person: ["ruleId", "employeeId", "firedOn"],
        ix_rule_firings_day: ["ruleId", "firedOn"],
        ix_rule_firings_fact: ["fact"],
      },
    },
  );
}

async function ideasAndElections(q: QueryRunner) {
  await createTable(
    q,
    "ideas",
    {
      id: "id",
      authorId: "varchar(36)",
      text: "varchar(300)",
      state: "varchar(10)",
      decidedById: "varchar(36)?",
      decidedAt: "datetime?",
      note: "varchar(200)?",
      metricId: "varchar(36)?",
      subjectKind: "varchar(16)?",
      subjectId: "varchar(36)?",
      startedOn: "date?",
      effectDays: "int?",
      beforeScaled: "bigint?",
      afterScaled: "bigint?",
      measuredAt: "datetime?",
      createdAt: "datetime",
    },
    {
      indexes: {
        ix_ideas_author: ["authorId", "createdAt"],
        ix_ideas_decided: ["decidedById", "decidedAt"],
        ix_ideas_state: ["state", "createdAt"],
      },
      checks: { ck_ideas_state: "state IN ('open', 'accepted', 'returned', 'withdrawn')" },
    },
  );
  await createTable(
    q,
    "elections",
    {
      id: "id",
      month: "varchar(7)",
      departmentKey: "varchar(36)",
      seats: "int",
      state: "varchar(10)",
      createdById: "varchar(36)",
      createdAt: "datetime",
      votesFrom: "datetime",
      endsAt: "datetime",
      closedAt: "datetime?",
      result: "json?",
    },
    {
      indexes: { uq_elections: ["month", "departmentKey"], ix_elections_state: ["state", "votesFrom"] },
      checks: { ck_elections_state: "state IN ('nominating', 'voting', 'closed')" },
    },
  );
  await createTable(
    q,
    "nominations",
    {
      id: "id",
      electionId: "varchar(36)",
      employeeId: "varchar(36)",
      nominatedById: "varchar(36)",
      reason: "varchar(100)",
      at: "datetime",
    },
    {
      indexes: {
        uq_nominations: ["electionId", "employeeId", "nominatedById"],
        ix_nominations_nominator: ["electionId", "nominatedById"],
      },
    },
  );
  await createTable(
    q,
    "votes",
    { id: "id", electionId: "varchar(36)", voterId: "varchar(36)", nomineeId: "varchar(36)", at: "datetime" },
    { indexes: { uq_votes: ["electionId", "voterId"], ix_votes_nominee: ["electionId", "nomineeId"] } },
  );
}

async function money(q: QueryRunner) {
  await createTable(
    q,
    "budgets",
    {
      id: "id",
      departmentId: "varchar(36)",
      month: "varchar(7)",
      grantedFen: "bigint=0",
      carriedFen: "bigint=0",
      reservedFen: "bigint=0",
      spentFen: "bigint=0",
      returnedFen: "bigint=0",
      alertedPercent: "int=0",
    },
    {
      indexes: { uq_budgets: ["departmentId", "month"] },
      checks: {
        ck_budgets_left: "grantedFen + carriedFen + returnedFen - reservedFen - spentFen >= 0",
        ck_budgets_signs: "grantedFen >= 0 AND reservedFen >= 0 AND spentFen >= 0 AND returnedFen >= 0",
      },
    },
  );
  await createTable(
    q,
    "packets",
    {
      id: "id",
      giverId: "varchar(36)?",
      ruleId: "varchar(36)?",
      fact: "varchar(160)?",
      budgetId: "varchar(36)",
      teamId: "varchar(36)?",
      split: "varchar(8)",
      totalFen: "bigint",
      reason: "varchar(100)",
      value: "varchar(20)?",
      keyResultId: "varchar(36)?",
      state: "varchar(10)",
      approvalsNeeded: "int",
      requestedAt: "datetime",
      decidedAt: "datetime?",
    },
    {
      indexes: {
        uq_packets_fact: ["fact"],
        ix_packets_giver: ["giverId", "requestedAt"],
        ix_packets_state: ["state", "requestedAt"],
      },
      checks: {
        ck_packets_state: "state IN ('requested', 'approved', 'returned', 'cancelled')",
        ck_packets_split: "split IN ('single', 'equal', 'shares', 'lucky')",
        ck_packets_total: "totalFen > 0",
      },
    },
  );
  await createTable(
    q,
    "packet_parts",
    {
      id: "id",
      packetId: "varchar(36)",
      employeeId: "varchar(36)",
      amountFen: "bigint",
      state: "varchar(10)",
      attempt: "int=0",
      nextAt: "datetime?",
      leaseNo: "bigint=0",
      tries: "int=0",
      lastError: "varchar(60)?",
      heldAt: "datetime?",
      createdAt: "datetime",
      paidAt: "datetime?",
      settledAt: "datetime?",
    },
    {
      indexes: {
        uq_packet_parts: ["packetId", "employeeId"],
        ix_packet_parts_next: ["nextAt"],
        ix_packet_parts_employee: ["employeeId", "createdAt"],
        ix_packet_parts_state: ["state"],
      },
      checks: {
        ck_packet_parts_amount: "amountFen > 0",
        ck_packet_parts_state:
          "state IN ('waiting', 'owed', 'paying', 'paid', 'received', 'refunded', 'failed', 'cancelled')",
      },
    },
  );
  await createTable(
    q,
    "packet_approvals",
    {
      id: "id",
      packetId: "varchar(36)",
      employeeId: "varchar(36)",
      decision: "varchar(8)",
      note: "varchar(100)?",
      at: "datetime",
    },
    { indexes: { uq_packet_approvals: ["packetId", "employeeId"] } },
  );
  await appendOnly(q, "packet_approvals");
  await createTable(
    q,
    "payouts",
    {
      id: "id",
      partId: "varchar(36)",
      attempt: "int",
      employeeId: "varchar(36)",
      provider: "varchar(8)",
      billNo: "varchar(28)",
      openid: "varchar(64)",
      amountFen: "bigint",
      wishing: "varchar(128)",
      actName: "varchar(32)",
      remark: "varchar(256)",
      nonce: "varchar(32)",
      state: "varchar(8)",
      providerNo: "varchar(64)?",
      createdAt: "datetime",
      settledAt: "datetime?",
    },
    {
      indexes: {
        uq_payouts_bill: ["billNo"],
        uq_payouts_attempt: ["partId", "attempt"],
        ix_payouts_employee: ["employeeId", "createdAt"],
        ix_payouts_created: ["createdAt"],
      },
      checks: { ck_payouts_state: "state IN ('asked', 'paid', 'received', 'refunded', 'failed')" },
    },
  );
  await createTable(
    q,
    "reconciliations",
    { id: "id", day: "date", provider: "varchar(8)", bills: "int", differences: "json", at: "datetime" },
    { indexes: { uq_reconciliations: ["day", "provider"] } },
  );
}

async function ledger(q: QueryRunner) {
  await createTable(
    q,
    "ledger_transactions",
    {
      id: "id",
      no: "int",
      idempotencyKey: "varchar(100)",
      kind: "varchar(10)",
      currency: "varchar(3)",
      actorId: "varchar(36)?",
      at: "datetime",
      link: "varchar(64)",
    },
    { indexes: { uq_ledger_transactions_key: ["idempotencyKey"], uq_ledger_transactions_no: ["no"] } },
  );
  await createTable(
    q,
    "ledger_entries",
    {
      transactionNo: "int!",
      line: "int!",
      account: "varchar(10)",
      budgetId: "varchar(36)",
      employeeId: "varchar(36)?",
      debitFen: "bigint",
      creditFen: "bigint",
    },
    {
      indexes: {
        ix_ledger_entries_budget: ["budgetId", "account"],
        ix_ledger_entries_employee: ["employeeId"],
      },
      checks: {
        ck_ledger_entries_side: "(debitFen = 0 AND creditFen > 0) OR (creditFen = 0 AND debitFen > 0)",
        ck_ledger_entries_account: "account IN ('granted', 'available', 'reserved', 'spent')",
      },
    },
  );
  await appendOnly(q, "ledger_transactions");
  await appendOnly(q, "ledger_entries");
}
