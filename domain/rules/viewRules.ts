import { type EntityManager, In } from "typeorm";
import { type AwardRule, Badge, Department, Employee, Metric, Objective } from "../../entities";

/** A rule with what it speaks of by name. */
export interface RuleView {
  rule: AwardRule;
  /** How often it has given so far. */
  given: number;
  metric: Metric | undefined;
  /** Undefined also for one that is restricted by now: of it nothing is said. */
  objective: Objective | undefined;
  department: Department | undefined;
  badge: Badge | undefined;
  /** Who wrote it last. */
  writer: Employee | undefined;
  approver: Employee | undefined;
  /** Who gave it back, while it is not submitted again. */
  returner: Employee | undefined;
}

/** What rules speak of, in a fixed number of statements however many they are. */
export async function viewRules(db: EntityManager, rules: readonly AwardRule[]): Promise<RuleView[]> {
  const all = (key: (rule: AwardRule) => string | null | undefined) =>
    In([...new Set(rules.flatMap((rule) => key(rule) ?? []))]);
  const given = await countGiven(db, rules);
  const metrics = byId(await db.findBy(Metric, { id: all(({ parameters }) => parameters.metricId) }));
  const goals = { id: all(({ parameters }) => parameters.objectiveId), isRestricted: false };
  const objectives = byId(await db.findBy(Objective, goals));
  const departments = byId(await db.findBy(Department, { id: all(({ departmentId }) => departmentId) }));
  const badges = await db.findBy(Badge, { code: all(({ badgeCode }) => badgeCode) });
  const writers = await db.findBy(Employee, { id: all(({ createdById }) => createdById) });
  const approvers = await db.findBy(Employee, { id: all(({ approvedById }) => approvedById) });
  const returners = await db.findBy(Employee, { id: all(({ returnedById }) => returnedById) });
  const people = byId([...writers, ...approvers, ...returners]);
  return rules.map((rule) => ({
    rule,
    given: given.get(rule.id) ?? 0,
    metric: metrics.get(rule.parameters.metricId ?? ""),
    objective: objectives.get(rule.parameters.objectiveId ?? ""),
    department: departments.get(rule.departmentId ?? ""),
    badge: badges.find(({ code }) => code === rule.badgeCode),
    writer: people.get(rule.createdById),
    approver: people.get(rule.approvedById ?? ""),
    returner: people.get(rule.returnedById ?? ""),
  }));
}

async function countGiven(db: EntityManager, rules: readonly AwardRule[]): Promise<Map<string, number>> {
  if (rules.length === 0) return new Map();
  const rows: { ruleId: string; given: number }[] = await db.query(
    `SELECT ruleId, COUNT(*) AS given FROM rule_firings WHERE ruleId IN (${rules.map(() => "?").join(",")}) GROUP BY ruleId`,
    rules.map(({ id }) => id),
  );
  return new Map(rows.map(({ ruleId, given }) => [ruleId, Number(given)]));
}

const byId = <Row extends { id: string }>(rows: readonly Row[]) => new Map(rows.map((row) => [row.id, row]));
