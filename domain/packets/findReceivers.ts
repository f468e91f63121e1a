import { Department, Employee } from "../../entities";
import type { Reader } from "../context";
import { Conflict, Forbidden, Invalid, NotFound } from "../errors";
import { belowPerson } from "../people/belowPerson";
import type { PacketRequest } from "./requestPacket";

type Asking = Pick<Reader, "db" | "actor">;

/** More than a red packet to one team is a payroll. */
const most = 500;

/**
 * Whom a packet goes to: an active person below the giver, or those of a team who are; anybody where HR or an executive
 * gives. Whoever gives gets nothing of it, though they be in the team.
 */
export async function findReceivers(
  ctx: Asking,
  to: PacketRequest["to"],
): Promise<{ receivers: Employee[]; teamId: string | null }> {
  const found = "employeeId" in to ? await findPerson(ctx, to.employeeId) : await findTeam(ctx, to.departmentId);
  const others = found.filter(({ id }) => id !== ctx.actor.id);
  if (others.length === 0 && "employeeId" in to) throw new Conflict("packet.self");
  if (others.length === 0) throw new Conflict("packet.nobody");
  const receivers = await keepBelow(ctx, others);
  if (receivers.length === 0) throw new Forbidden("packet.giveForbidden");
  if (receivers.length > most) throw new Invalid("packet.tooMany", { most });
  return { receivers, teamId: "departmentId" in to ? to.departmentId : null };
}

async function findPerson({ db }: Asking, id: string): Promise<Employee[]> {
  const person = await db.findOneBy(Employee, { id, status: "active" });
  if (!person) throw new NotFound("person.notFound");
  return [person];
}

async function findTeam({ db }: Asking, departmentId: string): Promise<Employee[]> {
  const department = await db.findOneBy(Department, { id: departmentId });
  if (!department || department.archivedAt) throw new NotFound("department.notFound");
  const rows: { id: string }[] = await db.query(
    `WITH RECURSIVE tree(id, level) AS (
       SELECT id, 0 FROM departments WHERE id = ?
       UNION ALL SELECT d.id, tree.level + 1 FROM tree JOIN departments d ON d.parentId = tree.id WHERE tree.level < 20
     )
     SELECT e.id FROM employees e JOIN tree ON tree.id = e.departmentId WHERE e.status = 'active' ORDER BY e.id`,
    [departmentId],
  );
  const ids = rows.map(({ id }) => id);
  return ids.length === 0
    ? []
    : db.createQueryBuilder(Employee, "e").where("e.id IN (:...ids)", { ids }).orderBy("e.id").getMany();
}

/** Those of some people whom the actor may give to. */
export async function keepBelow<Person extends { id: string }>(
  { db, actor }: Asking,
  people: readonly Person[],
): Promise<Person[]> {
  if (actor.roles.some((role) => role === "hr" || role === "executive")) return [...people];
  const rows: { id: string }[] = await db.query(`${belowPerson} SELECT id FROM below`, [actor.id]);
  const below = new Set(rows.map(({ id }) => id));
  return people.filter(({ id }) => below.has(id));
}
