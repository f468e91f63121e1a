import { type Budget, Department, type Employee } from "../../entities";
import { findBudgetsFor } from "../budgets/findBudgetsFor";
import { businessDayOf } from "../calendar";
import type { Reader } from "../context";
import { findReceivers } from "./findReceivers";
import type { PacketRequest } from "./requestPacket";

export interface GivingPlan {
  receivers: Employee[];
  /** What their department draws on this month; undefined where nobody has filled any. */
  budget: Budget | undefined;
  budgetDepartment: Department | null;
}

/** Who would get something of a packet, and which budget it would come out of. @throws as giving would */
export async function findGivingPlan(reader: Reader, to: PacketRequest["to"]): Promise<GivingPlan> {
  const { receivers, teamId } = await findReceivers(reader, to);
  const departmentId = teamId ?? receivers[0]!.departmentId;
  const month = businessDayOf(reader.now, reader.company.zone).slice(0, 7);
  const budget =
    departmentId === null ? undefined : (await findBudgetsFor(reader.db, [departmentId], month)).get(departmentId);
  const budgetDepartment = budget ? await reader.db.findOneBy(Department, { id: budget.departmentId }) : null;
  return { receivers, budget, budgetDepartment };
}
