import { type Budget, Department, type Employee } from "../../entities";
import { findBudgetsFor } from "../budgets/findBudgetsFor";
import { businessDayOf } from "../calendar";
import type { Reader } from "../context";
import { findRecipients, type Recipient } from "../people/findRecipients";

export interface GivingPlan {
  receivers: Employee[];
  /** What their department draws on this month; undefined where nobody has filled any. */
  budget: Budget | undefined;
  budgetDepartment: Department | null;
}

/** Who would get something of a packet, and which budget it would come out of. @throws as giving would */
export async function findGivingPlan(reader: Reader, to: Recipient): Promise<GivingPlan> {
  const { receivers, team } = await findRecipients(reader, to);
  const departmentId = team?.id ?? receivers[0]!.departmentId;
  const month = businessDayOf(reader.now, reader.company.zone).slice(0, 7);
  const budget =
    departmentId === null ? undefined : (await findBudgetsFor(reader.db, [departmentId], month)).get(departmentId);
  const budgetDepartment = budget ? await reader.db.findOneBy(Department, { id: budget.departmentId }) : null;
  return { receivers, budget, budgetDepartment };
}
