import { type EntityManager, In } from "typeorm";
import { Budget } from "../../entities";

/**
 * The budget each department draws on in a month: its own, else that of the nearest above that has one. Two statements;
 * a department without any is left out.
 */
export async function findBudgetsFor(
  db: EntityManager,
  departmentIds: readonly string[],
  month: string,
): Promise<Map<string, Budget>> {
  const ids = [...new Set(departmentIds)];
  if (ids.length === 0) return new Map();
  const rows: { startId: string; budgetId: string }[] = await db.query(
    `WITH RECURSIVE up(startId, id, level) AS (
       SELECT id, id, 0 FROM departments WHERE id IN (${ids.map(() => "?").join(",")})
       UNION ALL
       SELECT up.startId, d.parentId, up.level + 1 FROM up JOIN departments d ON d.id = up.id
        WHERE d.parentId IS NOT NULL AND up.level < 20
     )
     SELECT up.startId, b.id AS budgetId FROM up JOIN budgets b ON b.departmentId = up.id AND b.month = ?
      ORDER BY up.startId, up.level DESC`,
    [...ids, month],
  );
  const nearest = new Map(rows.map(({ startId, budgetId }) => [startId, budgetId]));
  const budgets = await db.findBy(Budget, { id: In([...new Set(nearest.values())]) });
  const byId = new Map(budgets.map((budget) => [budget.id, budget]));
  return new Map([...nearest].map(([departmentId, budgetId]) => [departmentId, byId.get(budgetId)!]));
}
