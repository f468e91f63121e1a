import { In } from "typeorm";
import { Department, Employee } from "../../entities";
import type { Reader } from "../context";
import { Conflict, Forbidden, Invalid, NotFound } from "../errors";
import { belowDepartment } from "./belowDepartment";
import { belowPerson } from "./belowPerson";

/** A person, or the people of a department and those below it. */
export type Recipient = { employeeId: string } | { departmentId: string };

export interface Recipients {
  receivers: Employee[];
  /** The team, where it was given to one. */
  team: Department | null;
}

type Asking = Pick<Reader, "db" | "actor">;

const most = 500;

/**
 * Whom a manager may give something: an active person below them, or those of a team who are; HR and executives anybody.
 * Whoever gives gets nothing of it, though they be in the team.
 */
export async function findRecipients(ctx: Asking, to: Recipient): Promise<Recipients> {
  const { receivers: found, team } = "employeeId" in to ? await findOne(ctx, to) : await findTeam(ctx, to);
  const others = found.filter(({ id }) => id !== ctx.actor.id);
  if (others.length === 0) throw new Conflict(team ? "recipient.nobody" : "recipient.oneself");
  const receivers = await keepBelow(ctx, others);
  if (receivers.length === 0) throw new Forbidden("recipient.notBelow");
  if (receivers.length > most) throw new Invalid("recipient.tooMany", { most });
  return { receivers, team };
}

async function findOne({ db }: Asking, { employeeId: id }: { employeeId: string }): Promise<Recipients> {
  const person = await db.findOneBy(Employee, { id, status: "active" });
  if (!person) throw new NotFound("person.notFound");
  return { receivers: [person], team: null };
}

async function findTeam({ db }: Asking, { departmentId }: { departmentId: string }): Promise<Recipients> {
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

const mayGiveAll = ({ actor }: Asking) => actor.roles.some((role) => role === "hr" || role === "executive");

/** Whether there is anybody the actor may give something to. */
export async function mayGive(asking: Asking): Promise<boolean> {
  if (mayGiveAll(asking)) return true;
  const rows: unknown[] = await asking.db.query(
    `${belowPerson} SELECT e.id FROM below JOIN employees e ON e.id = below.id WHERE e.status = 'active' LIMIT 1`,
    [asking.actor.id],
  );
  return rows.length > 0;
}

/** Those of some people whom the actor may give something to. */
export async function keepBelow<Person extends { id: string }>(
  asking: Asking,
  people: readonly Person[],
): Promise<Person[]> {
  if (mayGiveAll(asking)) return [...people];
  const rows: { id: string }[] = await asking.db.query(`${belowPerson} SELECT id FROM below`, [asking.actor.id]);
  const below = new Set(rows.map(({ id }) => id));
  return people.filter(({ id }) => below.has(id));
}
