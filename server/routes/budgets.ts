import { IsNull } from "typeorm";
import { budgetPolicy } from "../../domain/budgets/budgetPolicy";
import { findBudgets } from "../../domain/budgets/findBudgets";
import { grantBudget } from "../../domain/budgets/grantBudget";
import { businessDayOf } from "../../domain/calendar";
import { incomePolicy } from "../../domain/ledger/incomePolicy";
import { Department } from "../../entities";
import type { Api } from "../Api";
import { presentBudget } from "../presenters/budget";
import * as schema from "../schemas/packets";

export function budgetRoutes(api: Api) {
  api.read(
    "/budgets",
    { summary: "Budgets of a month", input: schema.ListBudgets, output: schema.Budgets },
    async (reader, { query }) => {
      const month = query.month ?? businessDayOf(reader.now, reader.company.zone).slice(0, 7);
      const mayGrant = budgetPolicy.grant(reader.actor);
      const departments = mayGrant
        ? await reader.db.find(Department, { where: { archivedAt: IsNull() }, order: { name: "ASC", id: "ASC" } })
        : [];
      return {
        month,
        budgets: (await findBudgets(reader, month)).map(presentBudget),
        mayGrant,
        mayExportIncome: incomePolicy.export(reader.actor),
        departments: departments.map(({ id, name }) => ({ id, name })),
      };
    },
  );
  api.write(
    "post",
    "/budgets",
    { summary: "Fill a department's budget", input: schema.GrantBudget, output: schema.Budget },
    async (ctx, { body }) => {
      const budget = await grantBudget(ctx, body);
      const department = await ctx.db.findOneByOrFail(Department, { id: budget.departmentId });
      return presentBudget({ budget, department, heads: [] });
    },
  );
}
