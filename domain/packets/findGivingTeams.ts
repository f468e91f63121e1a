import type { Reader } from "../context";
import { belowPerson } from "../people/belowPerson";

export interface GivingTeam {
  id: string;
  name: string;
  /** Of the team and those below it, who would get something. */
  people: number;
}

/**
 * Departments with people below the actor, or all for HR and executives; the largest first. Of a department and the one
 * above it with the same people the lower is offered: its budget is the one that is meant. One statement.
 */
export async function findGivingTeams({ db, actor }: Reader): Promise<GivingTeam[]> {
  const isEverybody = actor.roles.some((role) => role === "hr" || role === "executive");
  const below = isEverybody ? "WITH RECURSIVE below AS (SELECT id FROM employees WHERE id <> ?)" : belowPerson;
  const rows: { id: string; name: string; parentId: string | null; people: number | string }[] = await db.query(
    `${below}, tree(rootId, id, level) AS (
       SELECT id, id, 0 FROM departments WHERE archivedAt IS NULL
       UNION ALL
       SELECT tree.rootId, d.id, tree.level + 1 FROM tree JOIN departments d ON d.parentId = tree.id
        WHERE d.archivedAt IS NULL AND tree.level < 20
     )
     SELECT r.id, r.name, r.parentId, COUNT(*) AS people FROM tree
       JOIN departments r ON r.id = tree.rootId
       JOIN employees e ON e.departmentId = tree.id AND e.status = 'active'
       JOIN below ON below.id = e.id
      GROUP BY r.id, r.name, r.parentId ORDER BY people DESC, r.name, r.id`,
    [actor.id],
  );
  const isRepeated = ({ id, people }: (typeof rows)[number]) =>
    rows.some((below) => below.parentId === id && Number(below.people) === Number(people));
  return rows.filter((row) => !isRepeated(row)).map(({ id, name, people }) => ({ id, name, people: Number(people) }));
}
