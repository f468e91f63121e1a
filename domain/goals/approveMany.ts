import { In } from "typeorm";
import { Objective, type ObjectiveStatus } from "../../entities";
import type { Context } from "../context";
import { DomainError } from "../errors";
import { approveGoal } from "./approveGoal";

/** What became of one of several goals; `status` is null for what the actor may not read. */
export interface Approved {
  goalId: string;
  status: ObjectiveStatus | null;
  /** Why it was not approved; nothing of it was changed then. */
  refusal: DomainError | null;
}

/**
 * Approves each for itself, in the order of their ids so that two people approving at once wait for each other and do
 * not lock each other out: `approveGoal` refuses before it writes. Answers in the order asked, each goal once.
 */
export async function approveMany(ctx: Context, goalIds: readonly string[]): Promise<Approved[]> {
  const ids = [...new Set(goalIds)];
  const refusals = new Map<string, DomainError>();
  for (const id of [...ids].sort()) {
    try {
      await approveGoal(ctx, id);
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      refusals.set(id, error);
    }
  }
  const objectives = await ctx.db.find(Objective, { select: { id: true, status: true }, where: { id: In(ids) } });
  const statuses = new Map(objectives.map(({ id, status }) => [id, status]));
  return ids.map((goalId) => {
    const refusal = refusals.get(goalId) ?? null;
    const isHidden = refusal?.status === 404;
    return { goalId, refusal, status: isHidden ? null : (statuses.get(goalId) ?? null) };
  });
}
