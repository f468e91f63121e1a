import { z } from "zod";
import type { Directory, DirectoryDepartment, DirectoryPerson } from "../../domain/context";
import type { WecomPerson } from "./answers";
import { WecomRefused } from "./errors";
import { readMemberIds } from "./readMemberIds";
import type { WecomClient } from "./WecomClient";

/** No such user id (doc 90313). */
const unknownPerson = new Set([40003, 60111]);
/** Outside what the app may see; whether they are there is not said (doc 90313). */
const outOfScope = new Set([60011, 60021, 50002]);

/** 1 active, 2 disabled, 4 not activated yet (they work here and have not opened WeCom), 5 left. */
const activeStatus = new Set([1, 4]);

/** How many departments are asked for at a time: WeCom limits concurrency per company and API. */
const atOnce = 4;

const AgentScope = z.object({
  allow_userinfos: z.object({ user: z.array(z.object({ userid: z.string() })).default([]) }).optional(),
});

/**
 * People and departments from WeCom's contacts, with whatever rights the app has: names, positions and managers are
 * taken where they are given, and null where they are not (wecom.md §6.1). A failure anywhere fails the whole reading:
 * half a list would look like people leaving.
 */
export class WecomDirectory implements Directory {
  constructor(
    private readonly client: Pick<WecomClient, "departments" | "departmentPeople" | "person" | "getAgent">,
    /** Has the contact-sync secret: sees people outside the app's scope as well, but their ids only. */
    private readonly contacts?: Pick<WecomClient, "memberIds">,
  ) {}

  async departments(): Promise<DirectoryDepartment[]> {
    const departments = await this.client.departments();
    const visible = new Set(departments.map(({ id }) => id));
    return departments.map(({ id, name, parentid, department_leader }) => ({
      wecomId: id,
      name: name || null,
      // The parent of the top that the app may see is not seen.
      parentWecomId: visible.has(parentid) ? parentid : null,
      leaderUserIds: department_leader,
    }));
  }

  async people(departments: readonly DirectoryDepartment[]): Promise<DirectoryPerson[]> {
    const people = new Map<string, DirectoryPerson>();
    const add = (person: DirectoryPerson) => people.set(person.userId, person);
    const queue = departments.map(({ wecomId }) => wecomId);
    const worker = async () => {
      for (let id = queue.shift(); id !== undefined; id = queue.shift())
        for (const person of await this.client.departmentPeople(id)) add(read(person));
    };
    await Promise.all(Array.from({ length: atOnce }, worker));
    await this.addSingles(people, add);
    await this.addIds(people, add);
    return [...people.values()].sort((a, b) => (a.userId < b.userId ? -1 : 1));
  }

  async person(userId: string): Promise<DirectoryPerson | undefined> {
    try {
      return read(await this.client.person(userId));
    } catch (error) {
      if (!(error instanceof WecomRefused)) throw error;
      if (unknownPerson.has(error.errcode)) return undefined;
      if (!outOfScope.has(error.errcode)) throw error;
      // Whom the app may not see is none of ours, unless the whole company's ids are.
      return this.contacts && { ...idOnly(userId, []), isUnseen: true };
    }
  }

  /** People who were given the app by themselves, not with a department. */
  private async addSingles(people: ReadonlyMap<string, DirectoryPerson>, add: (person: DirectoryPerson) => void) {
    const scope = AgentScope.parse(await this.client.getAgent());
    for (const { userid } of scope.allow_userinfos?.user ?? []) {
      if (people.has(userid)) continue;
      const person = await this.person(userid);
      if (person && !person.isUnseen) add(person);
    }
  }

  private async addIds(people: ReadonlyMap<string, DirectoryPerson>, add: (person: DirectoryPerson) => void) {
    if (!this.contacts) return;
    for (const [userId, departmentWecomIds] of await readMemberIds(this.contacts))
      if (!people.has(userId)) add(idOnly(userId, departmentWecomIds));
  }
}

function read({
  userid,
  name,
  department,
  main_department,
  position,
  direct_leader,
  status,
}: WecomPerson): DirectoryPerson {
  return {
    userId: userid,
    // Without the right to names WeCom repeats the id.
    name: name && name !== userid ? name : null,
    departmentWecomIds: department,
    mainDepartmentWecomId: main_department ?? null,
    position: position || null,
    managerUserId: direct_leader[0] ?? null,
    isActive: activeStatus.has(status),
  };
}

const idOnly = (userId: string, departmentWecomIds: number[]): DirectoryPerson => ({
  userId,
  name: null,
  departmentWecomIds,
  mainDepartmentWecomId: null,
  position: null,
  managerUserId: null,
  isActive: true,
});
