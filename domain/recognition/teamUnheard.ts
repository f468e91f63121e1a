import { IsNull, Not } from "typeorm";
import { Notice } from "../../entities";
import { businessDayOf } from "../calendar";
import type { Work } from "../context";

interface News {
  template: string;
  keyResultId: string;
  team: string | null;
}

/**
 * The team, unless it has heard the same of this key result today: of a target that is reached, taken back and reached
 * anew it hears once, and once that it was taken back. The key result is locked, so that no two ask at once.
 */
export async function teamUnheard(work: Work, { template, keyResultId, team }: News): Promise<string | null> {
  if (team === null) return null;
  const day = businessDayOf(work.now, work.company.zone);
  const ofTeam = { employeeId: IsNull(), day, kind: "recognition", departmentId: team } as const;
  const notices = await work.db.find(Notice, {
    select: { id: true, data: true },
    where: { ...ofTeam, template, state: Not("expired") },
  });
  return notices.some(({ data }) => data.keyResultId === keyResultId) ? null : team;
}
