import { Employee } from "../../entities";
import { forUpdate } from "../../entities/database";
import type { Context } from "../context";

/** Holds the actor's own row until the unit of work ends: what they may do only so often is counted one after the other. */
export async function holdActor({ db, actor }: Context): Promise<void> {
  await db.findOne(Employee, { select: { id: true }, where: { id: actor.id }, ...forUpdate(db) });
}
