import type { z } from "zod";
import { usedPercent } from "../../domain/budgets/alertBudgets";
import type { BudgetPlace } from "../../domain/budgets/budgetPolicy";
import type * as schema from "../schemas/packets";

export const presentBudget = ({ budget, department }: BudgetPlace): z.input<typeof schema.Budget> => ({
  id: budget.id,
  department: { id: budget.departmentId, name: department?.name ?? "" },
  month: budget.month,
  grantedFen: budget.grantedFen,
  carriedFen: budget.carriedFen,
  reservedFen: budget.reservedFen,
  spentFen: budget.spentFen,
  returnedFen: budget.returnedFen,
  leftFen: budget.leftFen,
  used: usedPercent(budget),
});
