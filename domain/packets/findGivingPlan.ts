import { In } from "typeorm";
import { type Budget, Department, type Employee } from "../../entities";
import { findBudgetsFor } from "../budgets/findBudgetsFor";
import { businessDayOf } from "../calendar";
import type { Reader } from "../context";
import { findRecipients, type Recipient } from "../people/findRecipients";

export interface GivingPlan {
  receivers: Employee[];
  /** What their department draws on this month, in turn (chooseBudget); empty where nobody has filled any. */
  budgets: { budget: Budget; department: Department | undefined }[];
}

/** Who would get something of a packet, and which budget it would come out of. @throws as giving would */
export async function findGivingPlan(reader: Reader, to: Recipient): Promise<GivingPlan> {
  const { receivers, team } = await findRecipients(reader, to);
  const departmentId = team?.id ?? receivers[0]!.departmentId;
  const month = businessDayOf(reader.now, reader.company.zone).slice(0, 7);
  const lines = departmentId === null ? undefined : await findBudgetsFor(reader.db, [departmentId], month);
  const budgets = lines?.get(departmentId ?? "") ?? [];
  const departments = await reader.db.findBy(Department, { id: In(budgets.map((budget) => budget.departmentId)) });
  return {
    receivers,
    budgets: budgets.map((budget) => ({
      budget,
      department: departments.find(({ id }) => id === budget.departmentId),
    })),
  };
}
