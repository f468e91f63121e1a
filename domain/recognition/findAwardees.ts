import { In } from "typeorm";
import { Department, Employee } from "../../entities";
import type { Context } from "../context";
import { Conflict, Forbidden, Invalid, NotFound } from "../errors";
import { belowPerson } from "../people/belowPerson";

/** A person, or the people of a department and those below it. */
export type Recipient = { employeeId: string } | { departmentId: string };

export interface Awardees {
  receivers: Employee[];
  /** The team, where it was given to one. */
  team: Department | null;
}

const most = 500;

/**
 * Whom a manager may recognise: active people below them; HR and executives anybody. Whoever gives gets nothing of it,
 * though they be in the team.
 */
export async function findAwardees(ctx: Context, to: Recipient): Promise<Awardees> {
  const found = "employeeId" in to ? await findOne(ctx, to.employeeId) : await findTeam(ctx, to.departmentId);
  const receivers = found.receivers.filter(({ id }) => id !== ctx.actor.id);
  if (receivers.length === 0 && found.team) throw new Conflict("award.nobody");
  if (receivers.length === 0) throw new Conflict("award.self");
  if (receivers.length > most) throw new Invalid("award.tooManyPeople", { most });
  if (!ctx.actor.roles.some((role) => role === "hr" || role === "executive")) await expectBelow(ctx, receivers);
  return { receivers, team: found.team };
}

async function findOne({ db }: Context, id: string): Promise<Awardees> {
  const person = await db.findOneBy(Employee, { id, status: "active" });
  if (!person) throw new NotFound("person.notFound");
  return { receivers: [person], team: null };
}

async function findTeam({ db }: Context, departmentId: string): Promise<Awardees> {
  const team = await db.findOneBy(Department, { id: departmentId });
  if (!team || team.archivedAt) throw new NotFound("department.notFound");
  const rows: { id: string }[] = await db.query(
    `${belowDepartment} SELECT e.id FROM employees e JOIN tree ON tree.id = e.departmentId WHERE e.status = 'active'`,
    [departmentId],
  );
  const ids = rows.map(({ id }) => id);
  const receivers = ids.length === 0 ? [] : await db.find(Employee, { where: { id: In(ids) }, order: { id: "ASC" } });
  return { receivers, team };
}

/** A department and those below it, as a table expression for raw SQL; its one parameter is the department's id. */
export const belowDepartment = `WITH RECURSIVE tree(id, level) AS (
  SELECT id, 0 FROM departments WHERE id = ?
  UNION ALL SELECT d.id, tree.level + 1 FROM tree JOIN departments d ON d.parentId = tree.id WHERE tree.level < 20)`;

async function expectBelow({ db, actor }: Context, receivers: readonly Employee[]) {
  const rows: { id: string }[] = await db.query(`${belowPerson} SELECT id FROM below`, [actor.id]);
  const below = new Set(rows.map(({ id }) => id));
  if (receivers.some(({ id }) => !below.has(id))) throw new Forbidden("award.giveForbidden");
}
