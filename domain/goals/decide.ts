import { Approval, type Decision } from "../../entities";
import type { Context } from "../context";
import type { Goal } from "./Goal";

/** Closes the open approval of a goal with what the actor decided. */
export async function decide(ctx: Context, goal: Goal, decision: Decision, reason: string | null = null) {
  if (!goal.approval) return;
  await ctx.db.update(Approval, goal.approval.id, { decision, reason, decidedById: ctx.actor.id, decidedAt: ctx.now });
  goal.approval = null;
}
