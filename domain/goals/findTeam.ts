import type { EntityManager } from "typeorm";
import { businessDayOf } from "../calendar";
import type { Work } from "../context";
import { groupBy } from "../groupBy";
import { belowPerson } from "../people/belowPerson";
import { findSchedules } from "../people/findSchedules";
import { type Figures, figuresOf } from "./figuresOf";
import { furthestBehind } from "./furthestBehind";
import { findKeyResultRows, type KeyResultRow } from "./KeyResultRow";
import { Ratio } from "./Ratio";
import { rollUp } from "./rollUp";

export interface TeamMember {
  id: string;
  name: string | null;
  wecomUserId: string | null;
  /** Average over the person's goals; undefined before the first report. */
  progress: Ratio | undefined;
  isSilent: boolean;
  keyResults: ({ row: KeyResultRow } & Figures)[];
}

export interface Team {
  /** Best first; those without a value last. */
  members: TeamMember[];
  average: Ratio | undefined;
  best: TeamMember | undefined;
  behind: ({ row: KeyResultRow } & Figures) | undefined;
  silent: TeamMember[];
}

interface PersonRow {
  id: string;
  name: string | null;
  wecomUserId: string | null;
  shift: string;
}

/** How everybody below a manager stands, in a fixed number of statements (S201). */
export async function findTeam(
  { db, now, company }: Pick<Work, "db" | "now" | "company">,
  managerId: string,
): Promise<Team> {
  const today = businessDayOf(now, company.zone);
  const people = await findBelow(db, managerId);
  if (people.length === 0) return { members: [], average: undefined, best: undefined, behind: undefined, silent: [] };
  const ids = people.map(({ id }) => id);
  const rows = await findKeyResultRows({ db, company }, today, `o.ownerId IN (${ids.map(() => "?").join(",")})`, ids);
  const schedules = await findSchedules(db, people, today);
  const rowsOf = groupBy(rows, ({ ownerId }) => ownerId);
  const members = people.map((person): TeamMember => {
    const keyResults = (rowsOf.get(person.id) ?? []).map((row) => ({
      row,
      ...figuresOf(row, {
        today,
        value: row.current,
        isTodayIn: row.reportedOn === today,
        schedule: schedules.get(person.id)!,
      }),
    }));
    const isSilent = keyResults.some(({ status }) => status === "silent");
    return { ...person, progress: progressOf(keyResults), isSilent, keyResults };
  });
  members.sort((a, b) => (b.progress ?? Ratio.of(-1)).compare(a.progress ?? Ratio.of(-1)));
  return {
    members,
    average: rollUp(members.map(({ progress }) => ({ weight: 1, value: progress }))),
    best: members.find(({ progress }) => progress),
    behind: furthestBehind(members.flatMap(({ keyResults }) => keyResults)),
    silent: members.filter(({ isSilent }) => isSilent),
  };
}

/** Goals weigh the same within a person, key results as they were weighted within their goal. */
function progressOf(keyResults: TeamMember["keyResults"]): Ratio | undefined {
  const byGoal = groupBy(keyResults, ({ row }) => row.objectiveId);
  return rollUp(
    [...byGoal.values()].map((parts) => ({
      weight: 1,
      value: rollUp(parts.map(({ row, attainment }) => ({ weight: row.weight, value: attainment }))),
    })),
  );
}

/** Active people below a manager, at any depth. */
function findBelow(db: EntityManager, managerId: string): Promise<PersonRow[]> {
  return db.query(
    `${belowPerson}
     SELECT e.id, e.name, e.wecomUserId, e.shift FROM employees e JOIN below ON below.id = e.id
      WHERE e.status = 'active' ORDER BY e.id`,
    [managerId],
  );
}
