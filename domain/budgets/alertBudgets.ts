import { In } from "typeorm";
import { Budget, Department } from "../../entities";
import type { Work } from "../context";
import { findHolders } from "../people/findHolders";
import { recordAll } from "../record";
import { updateMany } from "../updateMany";

const marks = [100, 80];

/** How much of a budget is promised or gone, in whole per cent, rounded down; what came back is not gone. */
export function usedPercent({ totalFen, leftFen }: Pick<Budget, "totalFen" | "leftFen">): number {
  return totalFen <= 0 ? 0 : Math.floor(((totalFen - leftFen) * 100) / totalFen);
}

/** The highest mark that a budget has reached; 0 below the first. */
export const markOf = (budget: Pick<Budget, "totalFen" | "leftFen">): number =>
  marks.find((mark) => usedPercent(budget) >= mark) ?? 0;

/** Tells the department's head and finance once when 80 and when 100 per cent of a budget are used. The caller holds the ledger. */
export async function alertBudgets(work: Work, budgetIds: readonly string[]): Promise<void> {
  const budgets = await work.db.findBy(Budget, { id: In([...new Set(budgetIds)]) });
  const crossed = budgets.flatMap((budget) => {
    const mark = markOf(budget);
    return mark > budget.alertedPercent ? [{ budget, mark }] : [];
  });
  if (crossed.length === 0) return;
  const departments = await work.db.findBy(Department, { id: In(crossed.map(({ budget }) => budget.departmentId)) });
  const finance = await findHolders(work.db, ["finance"]);
  await updateMany(
    work.db,
    Budget,
    ["alertedPercent"],
    crossed.map(({ budget, mark }) => ({ id: budget.id, alertedPercent: mark })),
  );
  await recordAll(
    work,
    crossed.map(({ budget, mark }) => ({
      name: "budget.used",
      subjectId: budget.id,
      data: { percent: mark },
      owed: [
        {
          to: [departments.find(({ id }) => id === budget.departmentId)?.headId ?? null, ...finance],
          template: "budgetUsed",
          kind: "approval",
          subjectId: budget.id,
          data: { budgetId: budget.id, percent: mark },
        },
      ],
    })),
  );
}
