import { businessDayOf } from "../calendar";
import type { Work } from "../context";
import { moveApprovals } from "./moveApprovals";

/**
 * What waits for a manager moves to the deputy who stands in for them today, and back once nobody does; a goal of the
 * manager's own that waits for their deputy goes on to the next one up. For everybody, or for one who named a deputy.
 */
export async function followDeputies(work: Work, managerId?: string): Promise<void> {
  const day = businessDayOf(work.now, work.company.zone);
  const rows: { id: string }[] = await work.db.query(
    `SELECT a.id AS id FROM approvals a JOIN objectives o ON o.id = a.objectiveId
      WHERE a.decision IS NULL
        AND (a.onBehalfOfId IS NOT NULL OR EXISTS (SELECT 1 FROM deputies d
          WHERE d.endedAt IS NULL AND d.startsOn <= ? AND d.endsOn >= ?
            AND (d.employeeId = a.approverId OR (d.employeeId = o.ownerId AND d.deputyId = a.approverId))))
        ${managerId === undefined ? "" : "AND (a.onBehalfOfId = ? OR a.approverId = ? OR o.ownerId = ?)"}`,
    [day, day, ...(managerId === undefined ? [] : [managerId, managerId, managerId])],
  );
  await moveApprovals(
    work,
    rows.map(({ id }) => id),
  );
}
