import { In, IsNull } from "typeorm";
import { Alert, Approval, KeyResult, Objective } from "../../entities";
import type { Work } from "../context";
import { groupBy } from "../groupBy";
import { findSuccessor } from "../people/findSuccessor";
import { recordMany } from "../recordMany";
import { updateMany } from "../updateMany";
import { redrawAskedCard } from "./redrawAskedCard";
import { mayMove, moveGoal } from "./transitions";

/**
 * Ends the open goals of people who left as cancelled(left). Goals of the company or a department live on: they go to
 * whom the person answered to.
 */
export async function cancelGoalsOf(work: Work, employeeIds: readonly string[]): Promise<void> {
  if (employeeIds.length === 0) return;
  const owned = await work.db.findBy(Objective, { ownerId: In(employeeIds) });
  const open = owned.filter(({ status }) => mayMove(status, "cancel"));
  const orphans = await handOver(
    work,
    open.filter(({ level }) => level !== "person"),
  );
  await cancel(work, [...open.filter(({ level }) => level === "person"), ...orphans]);
}

/** Answers those nobody could take. */
async function handOver(work: Work, objectives: readonly Objective[]): Promise<Objective[]> {
  const orphans: Objective[] = [];
  for (const objective of objectives) {
    const heir = await findSuccessor(work, objective.ownerId);
    if (heir === undefined) orphans.push(objective);
    else {
      await work.db.update(Objective, objective.id, {
        ownerId: heir,
        version: objective.version + 1,
        updatedAt: work.now,
      });
      await recordMany(work, "goal.handedOver", [objective.id], { from: objective.ownerId, to: heir });
    }
  }
  return orphans;
}

async function cancel(work: Work, objectives: readonly Objective[]) {
  if (objectives.length === 0) return;
  const byState = groupBy(objectives, ({ status }) => status);
  for (const objective of objectives) moveGoal(objective, "cancel", work.now);
  await updateMany(work.db, Objective, ["status", "version", "updatedAt"], objectives);
  const ids = objectives.map(({ id }) => id);
  const open = { objectiveId: In(ids), decision: IsNull() };
  for (const approval of await work.db.findBy(Approval, open)) await redrawAskedCard(work, approval);
  await work.db.update(Approval, open, { decision: "withdrawn", decidedAt: work.now });
  const keyResults = await work.db.find(KeyResult, { select: { id: true }, where: { objectiveId: In(ids) } });
  await work.db.update(
    Alert,
    { openKeyResultId: In(keyResults.map(({ id }) => id)) },
    { openKeyResultId: null, recoveredAt: work.now },
  );
  for (const [before, group] of byState) {
    const moved = { before, after: "cancelled", reason: "left" };
    await recordMany(
      work,
      "goal.cancelled",
      group.map(({ id }) => id),
      moved,
    );
  }
}
