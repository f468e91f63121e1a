import { AwardRule } from "../../entities";
import { forUpdate } from "../../entities/database";
import { authorize } from "../authorize";
import type { Context } from "../context";
import { NotFound } from "../errors";
import { rulePolicy } from "./rulePolicy";

/** A rule the actor may do this with, locked until the unit of work ends. */
export async function lockRule(ctx: Context, id: string, ability: keyof typeof rulePolicy): Promise<AwardRule> {
  const rule = await ctx.db.findOne(AwardRule, { where: { id }, ...forUpdate(ctx.db) });
  if (!rule) throw new NotFound("rule.notFound");
  authorize(rulePolicy, ability, ctx.actor, rule, "rule");
  return rule;
}
