import type { ObjectiveStatus } from "../../entities";
import type { Context } from "../context";
import { NotFound } from "../errors";
import { belowPerson } from "../people/belowPerson";
import type { GoalView } from "./GoalView";
import { loadGoals } from "./loadGoals";
import { viewGoals } from "./viewGoals";

type Reader = Pick<Context, "db" | "now" | "company" | "actor">;

export interface GoalFilter {
  ownerId?: string;
  ids?: readonly string[];
  statuses?: readonly ObjectiveStatus[];
  /** Part of the title; of other people's goals only those that were agreed. */
  titled?: string;
  /** Key of the last goal of the page before. */
  after?: string;
  limit?: number;
}

const openStatuses: readonly ObjectiveStatus[] = ["draft", "submitted", "returned", "proposed", "active", "closing"];

/** Goals the actor may read, newest first, in a fixed number of statements. */
export async function findGoals(reader: Reader, filter: GoalFilter): Promise<GoalView[]> {
  const ids = await findReadableIds(reader, filter);
  return viewGoals(reader, await loadGoals(reader, ids));
}

/** One goal, or NotFound when there is none the actor may read. */
export async function findGoal(reader: Reader, id: string): Promise<GoalView> {
  const [view] = await findGoals(reader, { ids: [id], statuses: [] });
  if (!view) throw new NotFound("goal.notFound");
  return view;
}

/** The same rule as `goalPolicy.read`, as SQL; a test holds the two together. */
async function findReadableIds({ db, actor }: Reader, filter: GoalFilter): Promise<string[]> {
  const { ownerId, ids, statuses = openStatuses, titled, after, limit = 100 } = filter;
  if (ids?.length === 0) return [];
  const conditions = [
    `(o.isRestricted = 0 OR o.ownerId = ? OR ? = 1 OR o.ownerId IN (SELECT id FROM below)
      OR EXISTS (SELECT 1 FROM approvals a WHERE a.objectiveId = o.id AND a.approverId = ? AND a.decision IS NULL))`,
  ];
  const parameters: unknown[] = [actor.id, actor.id, actor.roles.includes("hr") ? 1 : 0, actor.id];
  const add = (sql: string, ...values: unknown[]) => {
    conditions.push(sql);
    parameters.push(...values);
  };
  if (ownerId) add("o.ownerId = ?", ownerId);
  if (ids) add(`o.id IN (${ids.map(() => "?").join(",")})`, ...ids);
  if (statuses.length > 0) add(`o.status IN (${statuses.map(() => "?").join(",")})`, ...statuses);
  // '!' escapes: what a backslash means in a text differs between the engines.
  if (titled !== undefined)
    add(
      "LOWER(o.title) LIKE LOWER(?) ESCAPE '!' AND (o.ownerId = ? OR o.status IN ('active', 'closing'))",
      `%${titled.replace(/[!%_]/g, "!$&")}%`,
      actor.id,
    );
  if (after) add("o.id < ?", after);
  const rows: { id: string }[] = await db.query(
    `${belowPerson} SELECT o.id FROM objectives o WHERE ${conditions.join(" AND ")} ORDER BY o.id DESC LIMIT ?`,
    [...parameters, Math.min(limit, 500)],
  );
  return rows.map(({ id }) => id);
}
