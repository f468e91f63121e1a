import { Department } from "../../entities";
import type { Work } from "../context";
import { newId } from "../newId";
import { stubName } from "./planDepartments";
import { shorten } from "./shorten";

interface Given {
  wecomId: number;
  /** Null where the callback was not given it. */
  name: string | null;
  parentWecomId: number | null;
}

/** Stores a department as an event tells it; a parent that is not known yet is made without a name. Answers its id. */
export async function storeDepartment(work: Work, { wecomId, name, parentWecomId }: Given): Promise<string> {
  const before = await work.db.findOneBy(Department, { wecomId });
  const parentId =
    parentWecomId === null || parentWecomId === 0 || parentWecomId === wecomId
      ? (before?.parentId ?? null)
      : await findOrStub(work, parentWecomId);
  if (before) {
    await work.db.update(Department, before.id, { name: shorten(name, 64) ?? before.name, parentId });
    return before.id;
  }
  const id = newId(work.now);
  const called = shorten(name, 64) ?? stubName(wecomId);
  await work.db.insert(Department, {
    id,
    wecomId,
    name: called,
    parentId,
    headId: null,
    chatId: null,
    roomId: null,
    archivedAt: null,
  });
  return id;
}

async function findOrStub(work: Work, wecomId: number): Promise<string> {
  const found = await work.db.findOneBy(Department, { wecomId });
  return found?.id ?? storeDepartment(work, { wecomId, name: null, parentWecomId: null });
}
