import { Employee } from "../../entities";
import type { DirectoryPerson, Work } from "../context";
import { Conflict } from "../errors";
import { record } from "../record";
import { endBinding } from "./endBinding";
import { linkPerson } from "./linkPerson";
import { followRenames, rememberRename } from "./renames";
import { storePerson } from "./storePerson";

export interface Rename {
  from: string;
  to: string;
  at: Date;
}

/**
 * A user id was renamed: the person keeps everything. `detail` is who has the new id now. Throws Conflict while the new
 * id is still held by somebody whose own change has not arrived; asked again later it works.
 */
export async function renamePerson(work: Work, rename: Rename, detail: DirectoryPerson | null): Promise<void> {
  const person = await work.db.findOneBy(Employee, { wecomUserId: rename.from });
  if (person) await moveBinding(work, person, rename, detail);
  else if (!(await work.db.existsBy(Employee, { wecomUserId: rename.to }))) await rememberRename(work, rename);
  if (detail && !detail.isUnseen) await storePerson(work, detail);
}

async function moveBinding(work: Work, person: Employee, rename: Rename, detail: DirectoryPerson | null) {
  const to = await followRenames(work, rename);
  const taker = await work.db.findOneBy(Employee, { wecomUserId: to });
  if (!taker) await work.db.update(Employee, person.id, { wecomUserId: to });
  else if (taker.createdAt < rename.at) throw new Conflict("person.userIdTaken");
  // Stored as a new person by whoever saw the new id before this event came: the two are one.
  else await linkPerson(work, person.id, taker.id);
  await record(work, "person.renamed", person.id);
  if (!detail && to === rename.to) await endBinding(work, to, work.now);
}
