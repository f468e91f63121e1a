import { AwardRule } from "../../entities";
import { authorize } from "../authorize";
import type { Context } from "../context";
import { Conflict } from "../errors";
import { newId } from "../newId";
import { record } from "../record";
import { checkRule, type RuleText } from "./checkRule";
import { lockRule } from "./lockRule";
import { rulePolicy } from "./rulePolicy";

/** HR or an executive writes a rule. It gives nothing until it is started. */
export async function createRule(ctx: Context, text: RuleText): Promise<AwardRule> {
  authorize(rulePolicy, "write", ctx.actor, null, "rule");
  const rule = ctx.db.create(AwardRule, {
    id: newId(ctx.now),
    ...(await checkRule(ctx, text)),
    state: "draft",
    createdById: ctx.actor.id,
    approvedById: null,
    createdAt: ctx.now,
    activeFrom: null,
  });
  rule.noteWriter(ctx.actor.id);
  await ctx.db.insert(AwardRule, rule);
  await record(ctx, "rule.created", rule.id, { kind: rule.kind, amountFen: rule.amountFen });
  return rule;
}

/**
 * Changes a rule that is not running. What was agreed to was another rule: money needs agreement again, from somebody
 * who wrote none of it.
 */
export async function editRule(ctx: Context, id: string, changes: Partial<RuleText>): Promise<AwardRule> {
  const rule = await lockRule(ctx, id, "write");
  if (rule.state !== "draft" && rule.state !== "paused") throw new Conflict("rule.isRunning");
  const { kind, amountFen } = rule;
  Object.assign(rule, await checkRule(ctx, { ...rule, ...changes }));
  rule.state = "draft";
  rule.createdById = ctx.actor.id;
  rule.noteWriter(ctx.actor.id);
  rule.approvedById = null;
  await ctx.db.save(rule);
  const before = { kind, amountFen };
  await record(ctx, "rule.edited", id, { before, after: { kind: rule.kind, amountFen: rule.amountFen } });
  return rule;
}
