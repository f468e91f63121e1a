import { Approval, type Decision } from "../../entities";
import type { Context } from "../context";
import type { Goal } from "./Goal";
import { redrawAskedCard } from "./redrawAskedCard";

/** Closes the open approval of a goal with what the actor decided. */
export async function decide(ctx: Context, goal: Goal, decision: Decision, reason: string | null = null) {
  const { approval } = goal;
  if (!approval) return;
  // Who was asked as a deputy decides as one; anybody else decides for themselves.
  const onBehalfOfId = approval.approverId === ctx.actor.id ? approval.onBehalfOfId : null;
  await ctx.db.update(Approval, approval.id, {
    decision,
    reason,
    decidedById: ctx.actor.id,
    decidedAt: ctx.now,
    onBehalfOfId,
  });
  goal.approval = null;
  // Who presses the card sees it change by that press.
  const isPressed = ctx.via === "wecom" && approval.approverId === ctx.actor.id;
  if (!isPressed) await redrawAskedCard(ctx, approval);
}
