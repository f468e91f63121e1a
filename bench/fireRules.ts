import type { App } from "../domain/context";
import { newId } from "../domain/newId";
import { AwardRule, Metric } from "../entities";
import { dayNumber, type Engine } from "../entities/database";
import { fireNightlyRules } from "../jobs/fireRules";
import { runOnce } from "../jobs/runOnce";
import { benchApp } from "./benchApp";
import { type BenchDatabase, createBenchDatabase } from "./benchDatabase";
import { median, report } from "./report";
import { seedPeople } from "./seedPeople";

const people = 10_000;
const rounds = 3;
const days = 30;
/** The morning after the record. */
const slot = new Date("2026-05-11T21:20:00Z");
const recordOn = "2026-05-11";
const minuteMs = 60_000;

/** A rule that gives 10,000 badges in one run for 310,000 figures, against the hand-written statements that do the same. */
export async function fireRules() {
  for (const engine of ["mariadb", "sqlite"] as const) await onEngine(engine);
}

async function onEngine(engine: Engine) {
  const bench = await createBenchDatabase(engine);
  if (!bench) return;
  try {
    await seedPeople(bench.db, { people, goalsEach: 0, status: "active", now: slot });
    const { metricId, ruleId } = await seedRule(bench);
    await compare(engine, bench, metricId, ruleId);
  } finally {
    await bench.remove();
  }
}

async function seedRule({ db }: BenchDatabase) {
  const [metricId, ruleId] = [newId(slot), newId(slot)];
  const known = Array.from({ length: days + 1 }, (_, index) => {
    const day = new Date(Date.parse(recordOn) - (days - index) * 1440 * minuteMs).toISOString().slice(0, 10);
    return `SELECT '${day}' AS day, ${index === days ? 2_000_000 : 1_000_000 + index} AS value`;
  });
  await db.transaction(async (tx) => {
    const shared = { unit: "元", direction: "higher", accumulation: "sum", accrues: "every-day" } as const;
    await tx.insert(Metric, { ...shared, id: metricId, code: "sales", name: "日销" });
    await tx.insert(AwardRule, {
      id: ruleId,
      name: "破纪录奖",
      kind: "recordDay",
      parameters: { metricId, days },
      badgeCode: "record-day",
      personMonthCap: 31,
      monthCap: people,
      state: "active",
      createdById: metricId,
      createdAt: slot,
      activeFrom: new Date(`${recordOn}T00:00:00+08:00`),
    });
    await tx.query(
      `INSERT INTO metric_values (id, metricId, subjectKind, subjectId, day, value, source, version, importedAt)
       SELECT concat(substr(e.id, 11), substr(d.day, 6)), ?, 'employee', e.id, d.day, d.value, '导入', 1, ?
         FROM employees e JOIN (${known.join(" UNION ALL ")}) d WHERE e.wecomUserId LIKE 's%'`,
      [metricId, text(slot)],
    );
  });
  return { metricId, ruleId };
}

async function compare(engine: Engine, bench: BenchDatabase, metricId: string, ruleId: string) {
  const ratios: number[] = [];
  let statements = 0;
  for (let round = 0; round < rounds; round++) {
    const byHand = await timed(() => fireByHand(bench, `${round}`, metricId, ruleId));
    await expectAll(bench);
    const app: App = benchApp(bench.db, { now: () => slot });
    bench.statements.count = 0;
    // A slot of its own for each round, the same day.
    const ours = await timed(() => runOnce(app, fireNightlyRules, new Date(slot.getTime() + round * minuteMs)));
    statements = bench.statements.count;
    await expectAll(bench);
    ratios.push(ours / byHand);
    report(`rules on ${engine}, round ${round + 1}: product / by hand`, `${ours.toFixed(0)} / ${byHand.toFixed(0)} ms`);
  }
  const ratio = median(ratios);
  report(`rules on ${engine}: times the hand-written statements`, ratio.toFixed(2), { text: "< 5", holds: ratio < 5 });
  report(`rules on ${engine}: statements for ${people} awards`, String(statements), {
    text: "by batches of 500, not by rows",
    holds: statements < people / 50,
  });
}

/** All were given something and are told of it; then they are taken away for the next to do the same. */
async function expectAll({ db }: BenchDatabase) {
  for (const [table, ofThem] of [
    ["rule_firings", ""],
    ["awards", ""],
    ["notices", "WHERE template = 'ruleAwarded'"],
  ]) {
    const [{ total }] = await db.read.query(`SELECT COUNT(*) AS total FROM ${table} ${ofThem}`);
    if (Number(total) !== people) throw new Error(`${total} of ${people} in ${table}`);
    await db.transaction((tx) => tx.query(`DELETE FROM ${table}`));
  }
}

/** One statement to find and remember, and one for each of award, event and the two notices, in one transaction. */
function fireByHand({ db }: BenchDatabase, round: string, metricId: string, ruleId: string) {
  const at = text(slot);
  return db.transaction(async (tx) => {
    await tx.query(
      `INSERT INTO rule_firings (id, ruleId, fact, employeeId, firedOn, awardId, packetId, at)
       WITH daily AS (SELECT v.subjectId AS employeeId, v.day AS day, ${dayNumber(tx, "v.day")} AS dayNo, SUM(v.value) AS value
           FROM metric_values v JOIN employees e ON e.id = v.subjectId AND e.status = 'active'
          WHERE v.metricId = ? AND v.subjectKind = 'employee' AND v.day BETWEEN ? AND ?
            AND NOT EXISTS (SELECT 1 FROM metric_values n WHERE n.metricId = v.metricId AND n.subjectKind = v.subjectKind
              AND n.subjectId = v.subjectId AND n.day = v.day AND n.source = v.source AND n.version > v.version)
          GROUP BY v.subjectId, v.day),
        ranked AS (SELECT daily.*, MAX(value) OVER w AS best, COUNT(*) OVER w AS known FROM daily
          WINDOW w AS (PARTITION BY employeeId ORDER BY dayNo RANGE BETWEEN ${days} PRECEDING AND 1 PRECEDING))
       SELECT concat('F', ?, employeeId), ?, concat('record:', employeeId, ':', day), employeeId, day,
           concat('A', ?, employeeId), NULL, ? FROM ranked WHERE day = ? AND known >= 15 AND value > best`,
      [metricId, firstDay, recordOn, round, ruleId, round, at, recordOn],
    );
    await tx.query(
      `INSERT INTO awards (id, kind, badgeCode, employeeId, reason, ruleId, figure, awardedAt)
       SELECT awardId, 'badge', 'record-day', employeeId, '破纪录奖', ruleId, '日销 200 元', at FROM rule_firings`,
    );
    await tx.query(
      `INSERT INTO events (id, name, actorId, subjectId, via, data, at)
       SELECT concat('E', ?, employeeId), 'award.givenByRule', NULL, awardId, 'job', '{}', at FROM rule_firings`,
      [round],
    );
    await tx.query(
      `INSERT INTO notices (id, dedupeKey, employeeId, departmentId, template, kind, subjectId, data, asOf, day,
          nextAt, expiresAt, state, leaseNo, attempts, createdAt)
       SELECT concat('N', ?, employeeId), concat('hand:', awardId), employeeId, NULL, 'ruleAwarded', 'recognition', awardId,
           '{}', at, ?, at, ?, 'owed', 0, 0, at FROM rule_firings`,
      [round, recordOn, until],
    );
    await tx.query(
      `INSERT INTO notices (id, dedupeKey, employeeId, departmentId, template, kind, subjectId, data, asOf, day,
          nextAt, expiresAt, state, leaseNo, attempts, createdAt)
       SELECT concat('M', ?, employeeId), concat('told:', awardId), managerId, NULL, 'awardTold', 'recognition', awardId,
           '{}', at, ?, at, ?, 'owed', 0, 0, at
         FROM (SELECT f.*, e.reportsToId AS managerId, ROW_NUMBER() OVER (PARTITION BY e.reportsToId ORDER BY f.id) AS place
             FROM rule_firings f JOIN employees e ON e.id = f.employeeId WHERE e.reportsToId IS NOT NULL) told
        WHERE place <= 5`,
      [round, recordOn, until],
    );
  });
}

const firstDay = new Date(Date.parse(recordOn) - days * 1440 * minuteMs).toISOString().slice(0, 10);
const until = new Date(slot.getTime() + 72 * 60 * minuteMs).toISOString().replace("T", " ").replace("Z", "");
const text = (instant: Date) => instant.toISOString().replace("T", " ").replace("Z", "");

async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}
