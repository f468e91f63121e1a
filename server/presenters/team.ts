import type { z } from "zod";
import { distributionOf } from "../../domain/goals/distributionOf";
import type { Team, TeamMember } from "../../domain/goals/findTeam";
import { Ratio } from "../../domain/goals/Ratio";
import type * as schema from "../schemas/today";
import { percent } from "./goal";
import { presentPerson } from "./person";

export function presentTeam({ members, average, best, behind, silent }: Team): z.input<typeof schema.Team> {
  const owner = behind && members.find(({ id }) => id === behind.row.ownerId);
  return {
    average: percent(average),
    distribution: distributionOf(members.map(({ progress }) => progress)),
    best: best?.progress
      ? { ...presentPerson(best), progress: best.progress.toPercent(), title: bestTitleOf(best) }
      : null,
    behind:
      behind && owner
        ? {
            owner: presentPerson(owner),
            goalId: behind.row.objectiveId,
            keyResultId: behind.row.id,
            title: behind.row.title,
            attainment: percent(behind.attainment),
            pace: behind.pace.toPercent(),
            status: behind.status,
          }
        : null,
    silent: silent.map(presentPerson),
    members: members.map(presentMember),
  };
}

const presentMember = (member: TeamMember): z.input<typeof schema.Member> => ({
  ...presentPerson(member),
  progress: percent(member.progress),
  isSilent: member.isSilent,
  keyResults: member.keyResults.map(({ row, attainment, status }) => ({
    id: row.id,
    title: row.title,
    attainment: percent(attainment),
    status,
  })),
});

/** What they are furthest with; the first of equals. */
function bestTitleOf({ keyResults }: TeamMember): string | null {
  let best: TeamMember["keyResults"][number] | undefined;
  for (const one of keyResults)
    if (!best || (best.attainment ?? Ratio.zero).isBelow(one.attainment ?? Ratio.zero)) best = one;
  return best?.row.title ?? null;
}
