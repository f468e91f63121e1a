import { In } from "typeorm";
import { Approval, Objective } from "../../entities";
import type { Context } from "../context";
import { findCycles } from "../cycles/findCycles";
import type { Goal } from "./Goal";
import { completeGoals } from "./loadGoals";

export interface ReturnedGoal {
  goal: Goal;
  /** Why it was given back. */
  reason: string | null;
}

/** The goal of the actor that was given back last, in a cycle that is running; undefined when there is none. */
export async function findReturned(
  reader: Pick<Context, "db" | "now" | "company" | "actor">,
): Promise<ReturnedGoal | undefined> {
  const { db, actor } = reader;
  const cycles = await findCycles(reader);
  const objective = await db.findOne(Objective, {
    where: { ownerId: actor.id, status: "returned", cycleId: In(cycles.map(({ id }) => id)) },
    order: { updatedAt: "DESC", id: "DESC" },
  });
  if (!objective) return undefined;
  const [goal] = await completeGoals(reader, [objective]);
  const approval = await db.findOne(Approval, {
    where: { objectiveId: objective.id, decision: "returned" },
    order: { requestedAt: "DESC", id: "DESC" },
  });
  return { goal: goal!, reason: approval?.reason ?? null };
}
