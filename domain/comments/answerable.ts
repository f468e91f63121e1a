import type { Day } from "../calendar";

/**
 * Whose problems an actor answers, as table expressions for raw SQL: `charges(ownerId, isAbove)`. The same rule as
 * `goalPolicy.comment` has for everybody but the owner; a test holds the two together. They are the people below the
 * actor and below those they stand in for today, and for HR and executives whoever answers to nobody. The joins are
 * crossed to keep SQLite from starting with all employees.
 */
export const charges = `WITH RECURSIVE principals(id, isMine) AS (
    SELECT ?, 1
    UNION ALL SELECT employeeId, 0 FROM deputies WHERE deputyId = ? AND endedAt IS NULL AND startsOn <= ? AND endsOn >= ?),
  below(id, isMine, level) AS (
    SELECT e.id, p.isMine, 1 FROM principals p CROSS JOIN employees e ON e.reportsToId = p.id
    UNION ALL
    SELECT e.id, below.isMine, below.level + 1 FROM below CROSS JOIN employees e ON e.reportsToId = below.id WHERE below.level < 20),
  charges(ownerId, isAbove) AS (
    SELECT id, isMine FROM below
    UNION ALL
    SELECT e.id, 0 FROM role_grants g CROSS JOIN employees e ON e.reportsToId IS NULL
     WHERE g.employeeId = ? AND g.role IN ('hr', 'executive'))`;

export const chargesOf = (actorId: string, today: Day): unknown[] => [actorId, actorId, today, today, actorId];

/**
 * Whether the actor may read and answer a problem of the objective `o` by its row `c` of charges, as SQL: never on
 * their own, nor for somebody who named them.
 */
export const isAnswerable = `(o.isRestricted = 0 OR c.isAbove = 1
     OR EXISTS (SELECT 1 FROM role_grants h WHERE h.employeeId = ? AND h.role = 'hr'))
   AND o.ownerId <> ? AND NOT EXISTS (SELECT 1 FROM deputies n WHERE n.employeeId = o.ownerId AND n.deputyId = ?
     AND n.endedAt IS NULL AND n.startsOn <= ? AND n.endsOn >= ?)`;

export const isAnswerableBy = (actorId: string, today: Day): unknown[] => [actorId, actorId, actorId, today, today];
