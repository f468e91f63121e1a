import { In } from "typeorm";
import { AwardRule, Employee, Metric, RuleFiring } from "../../entities";
import { forUpdate } from "../../entities/database";
import { addDays, businessDayOf } from "../calendar";
import type { Work } from "../context";
import { figuresBehind, findMetricFacts } from "./findMetricFacts";
import { questionOf } from "./metricQuestion";
import { revokeFirings } from "./revokeFirings";

type Reading = Pick<Work, "db" | "now" | "company">;

/**
 * Firings since an instant whose figures were corrected, and whose facts are so no more, in a fixed number of statements
 * for all people. Who has moved to another department keeps what they earned.
 */
export async function findCorrected(work: Reading, rule: AwardRule, since: Date): Promise<string[]> {
  const suspects = await findSuspects(work, rule, since);
  if (suspects.length === 0) return [];
  const days = suspects.map(({ firedOn }) => firedOn).sort();
  const span = { from: days[0]!, to: days.at(-1)!, since };
  const found = await findMetricFacts(work, { ...rule, departmentId: null, amountFen: 0 }, span);
  const facts = new Set(found.map(({ fact }) => fact));
  return suspects.filter(({ fact }) => !facts.has(fact)).map(({ id }) => id);
}

/** What was given by the rule as it reads now, where a figure behind it came in afterwards. */
async function findSuspects({ db, now, company }: Reading, rule: AwardRule, since: Date): Promise<RuleFiring[]> {
  const span = { from: businessDayOf(since, company.zone), to: addDays(businessDayOf(now, company.zone), -1), since };
  const metric = await db.findOneBy(Metric, { id: rule.parameters.metricId ?? "" });
  const question = metric && span.from <= span.to && questionOf(rule, metric, span);
  if (!question) return [];
  const rows: { id: string }[] = await db.query(
    `SELECT f.id FROM (SELECT id, employeeId, firedOn AS day, at FROM rule_firings
        WHERE ruleId = ? AND firedOn BETWEEN ? AND ?) f
       JOIN employees e ON e.id = f.employeeId AND e.status = 'active'
      WHERE ${figuresBehind(db, question.reach, "f.at")}`,
    [rule.id, span.from, span.to, metric.id, question.knownFrom],
  );
  const firings: RuleFiring[] = [];
  for (let start = 0; start < rows.length; start += 500)
    firings.push(...(await db.findBy(RuleFiring, { id: In(rows.slice(start, start + 500).map(({ id }) => id)) })));
  return firings.filter(({ at }) => rule.activeFrom !== null && at >= rule.activeFrom);
}

/** Takes them back, visibly; the rule's row is held, so that two processes do it once. */
export async function revokeCorrected(work: Work, ruleId: string, firingIds: readonly string[]): Promise<number> {
  const { db } = work;
  await db.findOne(AwardRule, { where: { id: ruleId }, ...forUpdate(db) });
  const firings: RuleFiring[] = [];
  for (let start = 0; start < firingIds.length; start += 500)
    firings.push(...(await db.findBy(RuleFiring, { id: In(firingIds.slice(start, start + 500)) })));
  const people = [...new Set(firings.map(({ employeeId }) => employeeId))];
  const teams = new Map<string, string | null>();
  for (let start = 0; start < people.length; start += 500)
    for (const { id, departmentId } of await db.findBy(Employee, { id: In(people.slice(start, start + 500)) }))
      teams.set(id, departmentId);
  return revokeFirings(work, firings, ({ employeeId }) => teams.get(employeeId) ?? null);
}
