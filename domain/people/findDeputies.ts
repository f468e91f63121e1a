import { type EntityManager, In, IsNull, LessThanOrEqual, MoreThanOrEqual } from "typeorm";
import { Deputy } from "../../entities";
import type { Day } from "../calendar";
import { groupBy } from "../groupBy";

/** Deputies named by these people who stand in for them on the day, by who named them; the first is the one who acts. */
export async function findDeputies(
  db: EntityManager,
  employeeIds: readonly string[],
  day: Day,
): Promise<Map<string, Deputy[]>> {
  // MariaDB takes no empty list.
  if (employeeIds.length === 0) return new Map();
  const deputies = await db.find(Deputy, {
    where: {
      employeeId: In([...new Set(employeeIds)]),
      endedAt: IsNull(),
      startsOn: LessThanOrEqual(day),
      endsOn: MoreThanOrEqual(day),
    },
    order: { id: "ASC" },
  });
  return groupBy(deputies, ({ employeeId }) => employeeId);
}
