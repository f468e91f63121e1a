import { type EntityManager, In } from "typeorm";
import { type Attachment, Comment, Employee } from "../../entities";
import { findAttachments } from "../attachments/findAttachments";
import { businessDayOf, type Day } from "../calendar";
import { type CheckInView, findCheckInsOf } from "../checkIns/findCheckIns";
import type { Context } from "../context";
import { NotFound } from "../errors";
import { groupBy } from "../groupBy";
import { findSchedules } from "../people/findSchedules";
import { findGoals } from "./findGoals";
import { findHistory, type HistoryEntry } from "./findHistory";
import { findPathIds } from "./findPathIds";
import type { GoalView } from "./GoalView";
import { isAgreed } from "./isAgreed";
import { type TrendPoint, trendOf } from "./trendOf";

type Reader = Pick<Context, "db" | "now" | "company" | "actor">;

export interface GoalDetail {
  view: GoalView;
  /** Goals above it that the actor may read, nearest first. */
  path: GoalView[];
  /** By key result. */
  trends: ReadonlyMap<string, TrendPoint[]>;
  checkIns: CheckInView[];
  /** By report. */
  attachments: ReadonlyMap<string, Attachment[]>;
  history: HistoryEntry[];
  comments: Comment[];
  /** Whoever the history, the comments and the open approval name. */
  people: ReadonlyMap<string, Employee>;
}

const most = { checkIns: 20, history: 50, comments: 50 };

/** All there is to know of a goal the actor may read, in a fixed number of statements. @throws NotFound */
export async function findGoalDetail(reader: Reader, id: string): Promise<GoalDetail> {
  const { db } = reader;
  const pathIds = await findPathIds(db, id);
  const views = new Map(
    (await findGoals(reader, { ids: [id, ...pathIds], statuses: [] })).map((view) => [view.objective.id, view]),
  );
  const view = views.get(id);
  if (!view) throw new NotFound("goal.notFound");
  const checkIns = await findCheckInsOf(reader, view.goal, most.checkIns);
  const history = await findHistory(db, id, most.history);
  const comments = await db.find(Comment, {
    where: { objectiveId: id },
    order: { at: "DESC", id: "DESC" },
    take: most.comments,
  });
  return {
    view,
    path: pathIds.flatMap((pathId) => views.get(pathId) ?? []).filter(isAgreed),
    trends: await findTrends(reader, view),
    checkIns,
    attachments: await findAttachments(
      db,
      checkIns.map(({ checkIn }) => checkIn.id),
    ),
    history,
    comments,
    people: await findNamed(db, [
      view.goal.approval?.approverId ?? null,
      ...history.flatMap(({ byId, onBehalfOfId }) => [byId, onBehalfOfId]),
      ...comments.map(({ authorId }) => authorId),
    ]),
  };
}

async function findTrends({ db, now, company }: Reader, { keyResults, owner }: GoalView) {
  if (keyResults.length === 0) return new Map<string, TrendPoint[]>();
  const today = businessDayOf(now, company.zone);
  const rows: { keyResultId: string; day: Day; value: number | string }[] = await db.query(
    `SELECT keyResultId, day, value FROM key_result_days
      WHERE keyResultId IN (${keyResults.map(() => "?").join(",")}) ORDER BY day`,
    keyResults.map(({ row }) => row.id),
  );
  const days = groupBy(
    rows.map(({ value, ...row }) => ({ ...row, value: Number(value) })),
    ({ keyResultId }) => keyResultId,
  );
  const schedule = (await findSchedules(db, [owner], today)).get(owner.id)!;
  return new Map(keyResults.map(({ row }) => [row.id, trendOf(row, days.get(row.id) ?? [], { today, schedule })]));
}

async function findNamed(db: EntityManager, ids: readonly (string | null)[]): Promise<Map<string, Employee>> {
  const people = await db.findBy(Employee, { id: In([...new Set(ids)].filter((id) => id !== null)) });
  return new Map(people.map((person) => [person.id, person]));
}
