import { In, IsNull } from "typeorm";
import { Approval } from "../../entities";
import type { Work } from "../context";
import { moveApprovals } from "./moveApprovals";

/** What waited for people who left or were disabled, or for their deputy, goes to whoever decides now. Call after resolveReporting. */
export async function reassignApprovals(work: Work, employeeIds: readonly string[]): Promise<void> {
  if (employeeIds.length === 0) return;
  const waiting = await work.db.findBy(Approval, [
    { approverId: In(employeeIds), decision: IsNull() },
    { onBehalfOfId: In(employeeIds), decision: IsNull() },
  ]);
  await moveApprovals(
    work,
    waiting.map(({ id }) => id),
  );
}
