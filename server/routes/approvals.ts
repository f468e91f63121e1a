import { type ApprovalView, findApprovals, findUndoable } from "../../domain/goals/findApprovals";
import { findPackets } from "../../domain/packets/findPackets";
import type { Api, Reader } from "../Api";
import { presentGoal } from "../presenters/goal";
import { presentPathStep } from "../presenters/goalDetail";
import { presentPerson } from "../presenters/person";
import * as schema from "../schemas/goalDetail";
import { Nothing } from "../schemas/goals";

export function approvalRoutes(api: Api) {
  api.read(
    "/approvals",
    { summary: "Goals that wait for me, and approvals I can take back", input: Nothing, output: schema.Approvals },
    async (reader) => ({
      goals: (await findApprovals(reader)).map((view) => presentApproval(view, reader)),
      undoable: (await findUndoable(reader)).map(({ id, title, owner, approvedAt, undoUntil }) => ({
        id,
        title,
        owner: presentPerson(owner),
        approvedAt: approvedAt.toISOString(),
        undoUntil: undoUntil.toISOString(),
      })),
      packets: (await findPackets(reader, { scope: "waiting" })).length,
    }),
  );
}

const presentApproval = (view: ApprovalView, reader: Reader) => ({
  ...presentGoal(view, reader),
  note: view.approval.note,
  requestedAt: view.approval.requestedAt.toISOString(),
  onBehalfOf: view.onBehalfOf ? presentPerson(view.onBehalfOf) : null,
  effect: { parent: view.parent ? presentPathStep(view.parent) : null, otherGoals: view.otherGoals },
});
