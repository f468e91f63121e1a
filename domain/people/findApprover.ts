import { In } from "typeorm";
import { Employee, RoleGrant } from "../../entities";
import { businessDayOf } from "../calendar";
import type { Work } from "../context";
import { Conflict } from "../errors";
import { findDeputies } from "./findDeputies";
import { findLinesAbove } from "./findLineAbove";

/** Who is asked, and for whom they stand in (代). */
export interface Approver {
  approver: Employee;
  onBehalfOf: Employee | null;
}

/** Who decides on somebody's goal. @throws Conflict when nobody is left */
export async function findApprover(work: Work, ownerId: string): Promise<Approver> {
  const approver = (await findApprovers(work, [ownerId])).get(ownerId);
  if (!approver) throw new Conflict("goal.noApprover");
  return approver;
}

/** The same for several owners in a fixed number of statements; an owner nobody is left for is left out. */
export async function findApprovers(
  { db, now, company }: Pick<Work, "db" | "now" | "company">,
  ownerIds: readonly string[],
): Promise<Map<string, Approver>> {
  const lines = await findLinesAbove(db, ownerIds);
  const grants = await db.find(RoleGrant, {
    where: { role: In(["executive", "hr"]) },
    // Executives come first.
    order: { role: "ASC", employeeId: "ASC" },
  });
  const holders = grants.map(({ employeeId }) => employeeId);
  const deciders = [...[...lines.values()].flat(), ...holders];
  const named = await findDeputies(db, [...ownerIds, ...deciders], businessDayOf(now, company.zone));
  const deputies = new Map([...named].map(([id, list]) => [id, list.map(({ deputyId }) => deputyId)]));
  const ids = new Set([...deciders, ...[...deputies.values()].flat()]);
  const people = await db.findBy(Employee, { id: In([...ids]), status: "active" });
  const everybody = { holders, deputies, people: new Map(people.map((person) => [person.id, person])) };
  return new Map(
    [...new Set(ownerIds)].flatMap((ownerId) => {
      const approver = chooseApprover(ownerId, lines.get(ownerId) ?? [], everybody);
      return approver ? [[ownerId, approver] as const] : [];
    }),
  );
}

interface Deciders {
  /** Executives, then HR. */
  holders: readonly string[];
  /** By who named them. */
  deputies: ReadonlyMap<string, readonly string[]>;
  /** The active ones. */
  people: ReadonlyMap<string, Employee>;
}

/**
 * The nearest active person above, then an executive, else HR; their deputy in their place. Never the owner nor a deputy
 * the owner named. Where the deputy may not decide or has left it goes to the next one up: a deputy has no deputy.
 */
function chooseApprover(ownerId: string, line: readonly string[], deciders: Deciders): Approver | undefined {
  const { holders, deputies, people } = deciders;
  const barred = [ownerId, ...(deputies.get(ownerId) ?? [])];
  const find = (id: string) => (barred.includes(id) ? undefined : people.get(id));
  const candidates = [...line, ...holders].filter((id) => id !== ownerId && people.has(id));
  for (const id of candidates) {
    const [deputyId] = deputies.get(id) ?? [];
    const approver = find(deputyId ?? id);
    if (approver) return { approver, onBehalfOf: deputyId === undefined ? null : people.get(id)! };
  }
  // Better somebody who is away than nobody.
  const [away] = candidates.flatMap((id) => find(id) ?? []);
  return away && { approver: away, onBehalfOf: null };
}
