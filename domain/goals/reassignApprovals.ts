import { In, IsNull } from "typeorm";
import { Approval, Objective } from "../../entities";
import type { Work } from "../context";
import { findSuccessor } from "../people/findSuccessor";
import { record } from "../record";

/** What waited for people who left or were disabled goes to whoever decides now, with a card of its own. Call after resolveReporting. */
export async function reassignApprovals(work: Work, employeeIds: readonly string[]): Promise<void> {
  if (employeeIds.length === 0) return;
  const waiting = await work.db.findBy(Approval, { approverId: In(employeeIds), decision: IsNull() });
  for (const approval of waiting) {
    const objective = await work.db.findOneByOrFail(Objective, { id: approval.objectiveId });
    const approverId = await findSuccessor(work, objective.ownerId);
    // Nobody is left to ask: the nightly sync asks again, when somebody may have been named.
    if (approverId === undefined) continue;
    await work.db.update(Approval, approval.id, { approverId });
    await record(
      work,
      "goal.approverChanged",
      objective.id,
      { from: approval.approverId, to: approverId },
      {
        to: [approverId],
        template: "goalSubmitted",
        kind: "approval",
        subjectId: objective.id,
        data: { approvalId: approval.id },
      },
    );
  }
}
