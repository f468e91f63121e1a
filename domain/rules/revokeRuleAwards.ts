import { type EntityManager, In, IsNull, Like } from "typeorm";
import { Award, RuleFiring } from "../../entities";
import type { LockedKeyResult } from "../checkIns/lockKeyResult";
import type { Work } from "../context";
import { recordAll } from "../record";

/**
 * Takes back, visibly, what rules gave for a target that no longer stands reached. Where money went along it was for
 * figures others vouch for, and stays. Reached again it earns again: the firing goes with the award.
 */
export async function revokeRuleAwards(work: Work, { keyResult, objective, owner }: LockedKeyResult): Promise<void> {
  const firings = await findFirings(work.db, keyResult.id, objective.id);
  if (firings.length === 0) return;
  const ids = firings.flatMap(({ awardId }) => awardId ?? []);
  const awards = await work.db.findBy(Award, { id: In(ids), revokedAt: IsNull() });
  for (const award of awards) award.revoke(work.now);
  await work.db.save(awards);
  await work.db.delete(RuleFiring, { id: In(firings.map(({ id }) => id)) });
  const team = objective.isRestricted ? null : owner.departmentId;
  await recordAll(
    work,
    awards.map(({ id, employeeId }) => {
      const told = { kind: "recognition", subjectId: id, data: { awardId: id } } as const;
      return {
        name: "award.revoked",
        subjectId: id,
        data: { employeeId },
        owed: [
          { to: [employeeId], template: "badgeRevoked", ...told },
          { team: employeeId === owner.id ? team : null, template: "badgeRevokedAnnounced", ...told },
        ],
      };
    }),
  );
}

async function findFirings(db: EntityManager, keyResultId: string, objectiveId: string): Promise<RuleFiring[]> {
  const own = { packetId: IsNull() };
  return db.findBy(RuleFiring, [
    { ...own, fact: `reached:${keyResultId}` },
    { ...own, fact: Like(`campaign:${objectiveId}:%`) },
  ]);
}
