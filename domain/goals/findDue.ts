import { instantOf } from "../../entities/sqlInstant";
import type { Day } from "../calendar";
import { charges, chargesOf, isAnswerable, isAnswerableBy } from "../comments/answerable";
import { isOpenProblem } from "../comments/isOpenProblem";
import type { Work } from "../context";

interface Person {
  id: string;
  name: string | null;
  wecomUserId: string | null;
}

/** Something about a goal that waits for a person. */
export interface DueGoal {
  kind: "approval" | "returned" | "problem";
  goalId: string;
  title: string;
  owner: Person;
  since: Date;
  /** Why it was returned, or the problem. */
  text: string | null;
}

export interface DueGoals {
  /** The most urgent first. */
  due: DueGoal[];
  /** Of all, however many are listed. */
  count: number;
  waitingApprovals: number;
  isManager: boolean;
}

interface DueRow {
  isManager: number;
  waiting: number;
  kind: DueGoal["kind"] | null;
  goalId: string;
  title: string;
  ownerId: string;
  ownerName: string | null;
  ownerUserId: string | null;
  since: Date | string;
  text: string | null;
  total: number | null;
}

/**
 * What about goals waits for a person, in one statement: problems that nobody has answered yet and they may, approvals,
 * and own goals that were given back, each in a cycle that runs.
 */
export async function findDue({ db }: Pick<Work, "db">, employeeId: string, today: Day, most = 20): Promise<DueGoals> {
  const rows: DueRow[] = await db.query(
    `${charges}
     SELECT me.isManager, me.waiting, due.*
       FROM (SELECT EXISTS (SELECT 1 FROM employees WHERE reportsToId = ? AND status = 'active') AS isManager,
               (SELECT COUNT(*) FROM approvals WHERE approverId = ? AND decision IS NULL) AS waiting) me
       LEFT JOIN (
         SELECT one.*, e.name AS ownerName, e.wecomUserId AS ownerUserId, COUNT(*) OVER () AS total FROM (
           SELECT DISTINCT 1 AS urgency, 'problem' AS kind, o.id AS goalId, o.title, o.ownerId, p.at AS since, p.text
             FROM charges c CROSS JOIN objectives o ON o.ownerId = c.ownerId AND o.status = 'active'
             JOIN cycles y ON y.id = o.cycleId AND y.endsOn >= ?
             JOIN comments p ON p.objectiveId = o.id AND ${isOpenProblem}
            WHERE ${isAnswerable}
           UNION ALL
           SELECT 2, 'approval', o.id, o.title, o.ownerId, a.requestedAt, NULL
             FROM approvals a JOIN objectives o ON o.id = a.objectiveId
            WHERE a.approverId = ? AND a.decision IS NULL
           UNION ALL
           SELECT 3, 'returned', o.id, o.title, o.ownerId, o.updatedAt,
               (SELECT a.reason FROM approvals a WHERE a.objectiveId = o.id AND a.decision = 'returned'
                 ORDER BY a.requestedAt DESC, a.id DESC LIMIT 1)
             FROM objectives o JOIN cycles c ON c.id = o.cycleId AND c.endsOn >= ?
            WHERE o.ownerId = ? AND o.status = 'returned'
         ) one JOIN employees e ON e.id = one.ownerId
         ORDER BY urgency, since, goalId LIMIT ?
       ) due ON 1 = 1
      ORDER BY due.urgency, due.since, due.goalId`,
    [
      ...chargesOf(employeeId, today),
      ...[employeeId, employeeId, today],
      ...isAnswerableBy(employeeId, today),
      ...[employeeId, today, employeeId, most],
    ],
  );
  const [first] = rows;
  return {
    isManager: Boolean(Number(first?.isManager)),
    waitingApprovals: Number(first?.waiting ?? 0),
    count: Number(first?.total ?? 0),
    due: rows.flatMap(({ kind, goalId, title, ownerId, ownerName, ownerUserId, since, text }) =>
      kind === null
        ? []
        : {
            kind,
            goalId,
            title,
            owner: { id: ownerId, name: ownerName, wecomUserId: ownerUserId },
            since: instantOf(since),
            text,
          },
    ),
  };
}
