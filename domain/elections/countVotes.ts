import type { EntityManager } from "typeorm";
import { instantOf } from "../../entities/sqlInstant";
import type { Tally } from "./electWinners";

type Row = Record<"employeeId", string> &
  Record<"votes" | "departments" | "nominators", number | string> & { nominatedAt: Date | string };

/** What counts for each nominee: leavers neither vote nor are voted for. One statement. */
export async function countVotes(db: EntityManager, electionId: string): Promise<Tally[]> {
  const rows: Row[] = await db.query(
    `SELECT n.employeeId AS employeeId, COUNT(*) AS nominators, MIN(n.at) AS nominatedAt,
        (SELECT COUNT(*) FROM votes v JOIN employees w ON w.id = v.voterId AND w.status = 'active'
          WHERE v.electionId = n.electionId AND v.nomineeId = n.employeeId AND v.voterId <> v.nomineeId) AS votes,
        (SELECT COUNT(DISTINCT w.departmentId) FROM votes v JOIN employees w ON w.id = v.voterId AND w.status = 'active'
          WHERE v.electionId = n.electionId AND v.nomineeId = n.employeeId AND v.voterId <> v.nomineeId) AS departments
       FROM nominations n JOIN employees e ON e.id = n.employeeId AND e.status = 'active'
      WHERE n.electionId = ? GROUP BY n.electionId, n.employeeId`,
    [electionId],
  );
  return rows.map(({ employeeId, votes, departments, nominators, nominatedAt }) => ({
    employeeId,
    votes: Number(votes),
    departments: Number(departments),
    nominators: Number(nominators),
    nominatedAt: instantOf(nominatedAt),
  }));
}
