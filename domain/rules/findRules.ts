import { AwardRule } from "../../entities";
import { authorize } from "../authorize";
import type { Context } from "../context";
import { rulePolicy } from "./rulePolicy";

export interface RuleView {
  rule: AwardRule;
  /** How often it has given so far. */
  given: number;
}

/** All rules, the newest first, in two statements. */
export async function findRules({ db, actor }: Pick<Context, "db" | "actor">): Promise<RuleView[]> {
  authorize(rulePolicy, "read", actor, null, "rule");
  const rules = await db.find(AwardRule, { order: { id: "DESC" } });
  const rows: { ruleId: string; given: number }[] = await db.query(
    "SELECT ruleId, COUNT(*) AS given FROM rule_firings GROUP BY ruleId",
  );
  const given = new Map(rows.map((row) => [row.ruleId, Number(row.given)]));
  return rules.map((rule) => ({ rule, given: given.get(rule.id) ?? 0 }));
}
