import type { AwardRule } from "../../entities";
import type { Context } from "../context";
import { Conflict } from "../errors";
import { findHolders } from "../people/findHolders";
import { record } from "../record";
import { lockRule } from "./lockRule";

/** Lets a rule give from now on; where it gives money a second person has to agree first. Doing it twice is doing it once. */
export async function startRule(ctx: Context, id: string): Promise<AwardRule> {
  const rule = await lockRule(ctx, id, "write");
  if (rule.state === "active" || rule.state === "waiting") return rule;
  rule.noteMaker(ctx.actor.id);
  rule.noteReturn(null, null);
  if (rule.amountFen > 0 && rule.approvedById === null) return ask(ctx, rule);
  return activate(ctx, rule);
}

async function ask(ctx: Context, rule: AwardRule): Promise<AwardRule> {
  rule.state = "waiting";
  await ctx.db.save(rule);
  const to = (await findHolders(ctx.db, ["finance", "executive"])).filter((id) => !rule.wasWrittenBy(id));
  const { name, amountFen, personMonthCap, monthCap } = rule;
  await record(
    ctx,
    "rule.submitted",
    rule.id,
    { amountFen },
    {
      to,
      template: "ruleWaiting",
      kind: "approval",
      subjectId: rule.id,
      data: { byId: ctx.actor.id, name, amountFen, personMonthCap, monthCap },
    },
  );
  return rule;
}

/** Facts from now on count: what was so before was not done for this. */
async function activate(ctx: Context, rule: AwardRule): Promise<AwardRule> {
  rule.state = "active";
  rule.activeFrom = ctx.now;
  await ctx.db.save(rule);
  await record(ctx, "rule.started", rule.id, { amountFen: rule.amountFen });
  return rule;
}

/** Somebody who wrote none of it agrees to the money. */
export async function approveRule(ctx: Context, id: string): Promise<AwardRule> {
  const rule = await lockRule(ctx, id, "approve");
  if (rule.state === "active" && rule.approvedById === ctx.actor.id) return rule;
  if (rule.state !== "waiting") throw new Conflict("rule.notWaiting");
  rule.approvedById = ctx.actor.id;
  rule.noteMaker(ctx.actor.id);
  return activate(ctx, rule);
}

/** Nothing is given any more; what was given stays. */
export async function pauseRule(ctx: Context, id: string): Promise<AwardRule> {
  const rule = await lockRule(ctx, id, "write");
  if (rule.state === "paused") return rule;
  if (rule.state === "draft") throw new Conflict("rule.notRunning");
  rule.state = "paused";
  await ctx.db.save(rule);
  await record(ctx, "rule.paused", id);
  return rule;
}
