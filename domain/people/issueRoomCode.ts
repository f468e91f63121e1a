import { IsNull } from "typeorm";
import { Department } from "../../entities";
import type { Context } from "../context";
import { Conflict, Forbidden, NotFound } from "../errors";
import { record } from "../record";
import { issueCode } from "./issueBindingCode";

/** A code by which the actor ties a chat room to their department, HR to any by its name. An earlier one no longer works. */
export async function issueRoomCode(ctx: Context, name?: string): Promise<{ code: string; department: Department }> {
  const department = name === undefined ? await findOwn(ctx) : await findByName(ctx, name);
  if (department.id !== ctx.actor.departmentId && !ctx.actor.roles.includes("hr"))
    throw new Forbidden("room.bindForbidden");
  const { code } = await issueCode(ctx, department.id);
  await record(ctx, "room.codeIssued", department.id);
  return { code, department };
}

async function findOwn({ db, actor }: Context): Promise<Department> {
  const own = await db.findOneBy(Department, { id: actor.departmentId ?? "", archivedAt: IsNull() });
  if (!own) throw new NotFound("room.noDepartment");
  return own;
}

/** Where two departments have one name, the actor's own is meant. */
async function findByName({ db, actor }: Context, name: string): Promise<Department> {
  const named = await db.findBy(Department, { name, archivedAt: IsNull() });
  const found = named.find(({ id }) => id === actor.departmentId) ?? named[0];
  if (!found) throw new NotFound("department.notFound", { name });
  if (named.length > 1 && found.id !== actor.departmentId) throw new Conflict("department.ambiguous", { name });
  return found;
}
