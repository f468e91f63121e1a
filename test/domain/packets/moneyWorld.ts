import { grantBudget } from "../../../domain/budgets/grantBudget";
import type { Context } from "../../../domain/context";
import { findActor } from "../../../domain/people/findActor";
import { transact } from "../../../domain/transact";
import { Budget, type Department, type Employee } from "../../../entities";
import type { Engine } from "../../../entities/database";
import { buildDepartment, buildEmployee } from "../../factories";
import { openWorld, type World } from "../../world";
import { FakeMerchant } from "./FakeMerchant";

/** A team with a budget: a manager who gives, people below, finance and an executive who approve. */
export interface MoneyTeam {
  team: Department;
  manager: Employee;
  staff: Employee[];
  finance: Employee;
  executive: Employee;
}

export interface MoneyWorld extends World {
  merchant: FakeMerchant;
  /** Runs a verb as somebody. */
  as<T>(person: Employee, verb: (ctx: Context) => Promise<T>): Promise<T>;
  /** People of their own for a test, as databases are slow to make. */
  buildTeam(options?: { staff?: number; budgetFen?: number }): Promise<MoneyTeam>;
  budgetOf(team: Department): Promise<Budget>;
}

export async function openMoneyWorld(engine: Engine): Promise<MoneyWorld> {
  const world = await openWorld(engine);
  const merchant = new FakeMerchant(() => world.clock.now());
  world.app.payer = merchant;
  world.app.company.payLimits = merchant.limits;
  const as: MoneyWorld["as"] = async (person, verb) => {
    const actor = await findActor(world.db.read, person.id);
    return transact(world.app, actor!, verb);
  };
  return Object.assign(world, {
    merchant,
    as,
    budgetOf: ({ id }: Department) => world.db.read.findOneByOrFail(Budget, { departmentId: id }),
    async buildTeam({ staff = 3, budgetFen = 1_000_000 } = {}) {
      const team = await buildDepartment(world);
      const departmentId = team.id;
      const executive = await buildEmployee(world, { departmentId, roles: ["executive"] });
      const finance = await buildEmployee(world, { departmentId, roles: ["finance"] });
      const manager = await buildEmployee(world, { departmentId, managerId: executive.id });
      const people: Employee[] = [];
      for (let index = 0; index < staff; index++)
        people.push(await buildEmployee(world, { departmentId, managerId: manager.id }));
      if (budgetFen > 0)
        await as(finance, (ctx) => grantBudget(ctx, { departmentId, month: "2026-05", amountFen: budgetFen }));
      return { team, manager, staff: people, finance, executive };
    },
  });
}
