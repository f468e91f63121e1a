import { In } from "typeorm";
import { Budget, Department } from "../../entities";
import type { Reader } from "../context";
import { type BudgetPlace, budgetPolicy } from "./budgetPolicy";

/** The budgets of a month that the actor may see, by department; two statements and one for the way up. */
export async function findBudgets(reader: Reader, month: string): Promise<BudgetPlace[]> {
  const budgets = await reader.db.find(Budget, { where: { month }, order: { departmentId: "ASC" } });
  return (await placeBudgets(reader, budgets)).filter((place) => budgetPolicy.read(reader.actor, place));
}

async function placeBudgets({ db }: Reader, budgets: readonly Budget[]): Promise<BudgetPlace[]> {
  if (budgets.length === 0) return [];
  const ids = budgets.map(({ departmentId }) => departmentId);
  const departments = await db.findBy(Department, { id: In(ids) });
  const rows: { startId: string; headId: string | null }[] = await db.query(
    `WITH RECURSIVE up(startId, id, level) AS (
       SELECT id, id, 0 FROM departments WHERE id IN (${ids.map(() => "?").join(",")})
       UNION ALL
       SELECT up.startId, d.parentId, up.level + 1 FROM up JOIN departments d ON d.id = up.id
        WHERE d.parentId IS NOT NULL AND up.level < 20
     )
     SELECT up.startId, d.headId FROM up JOIN departments d ON d.id = up.id`,
    ids,
  );
  return budgets.map((budget) => ({
    budget,
    department: departments.find(({ id }) => id === budget.departmentId),
    heads: rows.flatMap(({ startId, headId }) => (startId === budget.departmentId && headId ? [headId] : [])),
  }));
}
