import { AwardRule } from "../../entities";
import { authorize } from "../authorize";
import type { Context } from "../context";
import { NotFound } from "../errors";
import { rulePolicy } from "./rulePolicy";
import { type RuleView, viewRules } from "./viewRules";

type Reading = Pick<Context, "db" | "actor">;

/** All rules, the newest first, in a fixed number of statements. */
export async function findRules({ db, actor }: Reading): Promise<RuleView[]> {
  authorize(rulePolicy, "read", actor, null, "rule");
  return viewRules(db, await db.find(AwardRule, { order: { id: "DESC" } }));
}

/** One rule. @throws NotFound */
export async function findRule({ db, actor }: Reading, id: string): Promise<RuleView> {
  authorize(rulePolicy, "read", actor, null, "rule");
  const [view] = await viewRules(db, await db.findBy(AwardRule, { id }));
  if (!view) throw new NotFound("rule.notFound");
  return view;
}
