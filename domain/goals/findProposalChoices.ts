import type { Cycle } from "../../entities";
import type { Context } from "../context";
import { findCycles } from "../cycles/findCycles";
import { findLineAbove } from "../people/findLineAbove";
import { findGoals } from "./findGoals";
import type { GoalView } from "./GoalView";

type Reader = Pick<Context, "db" | "now" | "company" | "actor">;

export interface ProposalChoices {
  cycles: Cycle[];
  /** Running goals one's own may serve: of the line above, nearest first, then the department's, then the company's. */
  parents: GoalView[];
  /** One's own drafts and returned goals, newest first. */
  drafts: GoalView[];
}

const mostParents = 100;

/** What the actor can make a proposal of, in a fixed number of statements. */
export async function findProposalChoices(reader: Reader): Promise<ProposalChoices> {
  const { actor } = reader;
  const cycles = await findCycles(reader);
  const line = await findLineAbove(reader.db, actor.id);
  const ids = await findParentIds(
    reader,
    line,
    cycles.map(({ id }) => id),
  );
  const parents = await findGoals(reader, { ids, statuses: ["active"], limit: mostParents });
  const rank = ({ objective }: GoalView) => {
    const step = line.indexOf(objective.ownerId);
    if (objective.level === "company") return line.length + 1;
    return step < 0 ? line.length : step;
  };
  return {
    cycles,
    parents: parents.filter(({ objective }) => objective.ownerId !== actor.id).sort((a, b) => rank(a) - rank(b)),
    drafts: await findGoals(reader, { ownerId: actor.id, statuses: ["draft", "returned"] }),
  };
}

async function findParentIds(
  { db, actor }: Reader,
  line: readonly string[],
  cycleIds: readonly string[],
): Promise<string[]> {
  if (cycleIds.length === 0) return [];
  const marks = (list: readonly string[]) => (list.length === 0 ? "NULL" : list.map(() => "?").join(","));
  const rows: { id: string }[] = await db.query(
    `SELECT id FROM objectives WHERE status = 'active' AND cycleId IN (${marks(cycleIds)})
        AND (ownerId IN (${marks(line)}) OR level = 'company' OR (level = 'department' AND departmentId = ?))
      ORDER BY id DESC LIMIT ${mostParents}`,
    [...cycleIds, ...line, actor.departmentId ?? ""],
  );
  return rows.map(({ id }) => id);
}
