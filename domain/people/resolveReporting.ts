import type { EntityManager } from "typeorm";
import { Employee } from "../../entities";
import type { Work } from "../context";
import { updateMany } from "../updateMany";

interface Person {
  id: string;
  departmentId: string | null;
  managerId: string | null;
  reportsToId: string | null;
}

interface Node {
  id: string;
  parentId: string | null;
  headId: string | null;
}

/**
 * Writes down for everybody whom they answer to: the manager named for them, else the head of their department, else
 * the nearest head up the tree. Never oneself, nobody who left, and never in a circle. Three statements and one per
 * 500 changes. Answers how many changed.
 */
export async function resolveReporting({ db }: Pick<Work, "db">): Promise<number> {
  const people = await readPeople(db);
  const departments = await readDepartments(db);
  const answers = reportingLines(people, departments);
  const changed = people
    .filter(({ id, reportsToId }) => answers.get(id) !== reportsToId)
    .map(({ id }) => ({ id, reportsToId: answers.get(id) ?? null }));
  await updateMany(db, Employee, ["reportsToId"], changed);
  return changed.length;
}

const readPeople = (db: EntityManager): Promise<Person[]> =>
  db.query("SELECT id, departmentId, managerId, reportsToId FROM employees WHERE status = 'active' ORDER BY id");

const readDepartments = (db: EntityManager): Promise<Node[]> =>
  db.query("SELECT id, parentId, headId FROM departments WHERE archivedAt IS NULL");

/** Whom each person answers to; null for the top. */
export function reportingLines(people: readonly Person[], departments: readonly Node[]): Map<string, string | null> {
  const tree = new Map(departments.map((node) => [node.id, node]));
  const active = new Set(people.map(({ id }) => id));
  const answers = new Map<string, string | null>();
  for (const person of lowestFirst(people, tree)) {
    const choice = candidates(person, tree).find(
      (id) => active.has(id) && id !== person.id && !leadsTo(answers, id, person.id),
    );
    answers.set(person.id, choice ?? null);
  }
  return answers;
}

/** Where two name each other as manager, the one lower in the tree gets their wish and the higher one is the top. */
function lowestFirst(people: readonly Person[], tree: ReadonlyMap<string, Node>): Person[] {
  const rank = ({ id, departmentId }: Person) => {
    const path = pathUp(departmentId, tree);
    return path.length * 2 - (path[0]?.headId === id ? 1 : 0);
  };
  return people
    .map((person) => ({ person, rank: rank(person) }))
    .sort((a, b) => b.rank - a.rank || (a.person.id < b.person.id ? -1 : 1))
    .map(({ person }) => person);
}

function candidates({ managerId, departmentId }: Person, tree: ReadonlyMap<string, Node>): string[] {
  const heads = pathUp(departmentId, tree).map(({ headId }) => headId);
  return [managerId, ...heads].filter((id) => id !== null);
}

/** The department and those above it; ends at a circle. */
function pathUp(departmentId: string | null, tree: ReadonlyMap<string, Node>): Node[] {
  const path: Node[] = [];
  let node = departmentId === null ? undefined : tree.get(departmentId);
  while (node && !path.includes(node)) {
    path.push(node);
    node = node.parentId === null ? undefined : tree.get(node.parentId);
  }
  return path;
}

/** Whether the line up from `from` reaches `to`. */
function leadsTo(answers: ReadonlyMap<string, string | null>, from: string, to: string): boolean {
  for (let id: string | null | undefined = from; id; id = answers.get(id)) if (id === to) return true;
  return false;
}
