import { type EntityManager, In } from "typeorm";
import { Budget } from "../../entities";

/**
 * The budgets each department may draw on in a month, in turn (chooseBudget): its own, then those above, up to the first
 * that was granted something, which is as much as its people are meant to have. What was merely carried over is used up
 * where it is enough, and stands in nobody's way where it is not. Two statements; a department without any is left out.
 */
export async function findBudgetsFor(
  db: EntityManager,
  departmentIds: readonly string[],
  month: string,
): Promise<Map<string, Budget[]>> {
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
      WHERE b.grantedFen > 0 OR b.grantedFen + b.carriedFen + b.returnedFen > b.reservedFen + b.spentFen
      ORDER BY up.startId, up.level`,
    [...ids, month],
  );
  const budgets = await db.findBy(Budget, { id: In([...new Set(rows.map(({ budgetId }) => budgetId))]) });
  const byId = new Map(budgets.map((budget) => [budget.id, budget]));
  const lines = new Map<string, Budget[]>();
  for (const { startId, budgetId } of rows) {
    const line = lines.get(startId) ?? [];
    if ((line.at(-1)?.grantedFen ?? 0) > 0) continue;
    lines.set(startId, [...line, byId.get(budgetId)!]);
  }
  return lines;
}

/** The first with enough left for it, else the last, which falls short. Undefined where there is none. */
export const chooseBudget = (
  line: readonly Budget[] | undefined,
  fen: number,
  leftOf = ({ leftFen }: Budget): number => leftFen,
): Budget | undefined => line?.find((budget) => leftOf(budget) >= fen) ?? line?.at(-1);
