import { In, IsNull } from "typeorm";
import { Approval, Objective } from "../../entities";
import { forUpdate } from "../../entities/database";
import type { Work } from "../context";
import { findApprovers } from "../people/findApprover";
import { recordAll } from "../record";
import { updateMany } from "../updateMany";
import { redrawAskedCard } from "./redrawAskedCard";

/**
 * Open approvals go to whoever decides now, with a card of their own; the card of who was asked before is drawn anew.
 * Where nobody is left to ask they stay: the nightly sync asks again, when somebody may have been named.
 */
export async function moveApprovals(work: Work, approvalIds: readonly string[]): Promise<void> {
  if (approvalIds.length === 0) return;
  const asked = await work.db.findBy(Approval, { id: In(approvalIds) });
  const objectives = await work.db.find(Objective, {
    where: { id: In(asked.map(({ objectiveId }) => objectiveId)) },
    order: { id: "ASC" },
    ...forUpdate(work.db),
  });
  // Some may have been decided before their goal was locked.
  const open = await work.db.findBy(Approval, { id: In(approvalIds), decision: IsNull() });
  const ownerOf = new Map(objectives.map(({ id, ownerId }) => [id, ownerId]));
  const approvers = await findApprovers(work, [...new Set(ownerOf.values())]);
  const placed = open.flatMap((before) => {
    const found = approvers.get(ownerOf.get(before.objectiveId) ?? "");
    if (!found) return [];
    const after = { id: before.id, approverId: found.approver.id, onBehalfOfId: found.onBehalfOf?.id ?? null };
    return [{ before, after }];
  });
  await updateMany(
    work.db,
    Approval,
    ["approverId", "onBehalfOfId"],
    placed.map(({ after }) => after),
  );
  const moved = placed.filter(({ before, after }) => before.approverId !== after.approverId);
  await recordAll(
    work,
    moved.map(({ before, after }) => ({
      name: "goal.approverChanged",
      subjectId: before.objectiveId,
      data: { from: before.approverId, to: after.approverId, onBehalfOf: after.onBehalfOfId },
      owed: [
        {
          to: [after.approverId],
          template: "goalSubmitted",
          kind: "approval",
          subjectId: before.objectiveId,
          data: { approvalId: before.id },
        },
      ],
    })),
  );
  for (const { before } of moved) await redrawAskedCard(work, before);
}
