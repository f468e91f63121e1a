import type { Budget, Department } from "../../entities";
import type { Actor } from "../context";
import { keepsMoney } from "../packets/packetPolicy";

/** A budget with where it stands. */
export interface BudgetPlace {
  budget: Budget;
  department: Department | undefined;
  /** Heads of the department and of those above. */
  heads: readonly string[];
}

/** Who may see and fill budgets. */
export const budgetPolicy = {
  read: (actor: Actor, { heads }: BudgetPlace) => keepsMoney(actor) || heads.includes(actor.id),
  grant: keepsMoney,
};
