import { Award } from "../../entities";
import type { LockedKeyResult } from "../checkIns/lockKeyResult";
import type { Work } from "../context";
import { newId } from "../newId";
import { callOffNotices, whoHeard } from "../notices/callOffNotices";
import { record } from "../record";
import { revokeRuleAwards } from "../rules/revokeRuleAwards";
import { reachedBadge } from "./reachedBadge";
import { teamUnheard } from "./teamUnheard";

/**
 * Brings the award for a reached target in line with the reports, in their own transaction: gives badge and praise
 * once while the target stands reached, and takes it back visibly when the report that reached it is gone. The person
 * hears of each, the team of the first of a day.
 */
export async function recogniseReached(work: Work, locked: LockedKeyResult, checkInId: string | null): Promise<void> {
  const fact = `reached:${locked.keyResult.id}`;
  const standing = await work.db.findOneBy(Award, { fact });
  if (checkInId && !standing) await give(work, locked, checkInId, fact);
  if (checkInId || !standing) return;
  await takeBack(work, locked, standing);
  await revokeRuleAwards(work, locked);
}

/** Of a restricted goal nothing is said where others read along. */
const teamOf = ({ objective, owner }: LockedKeyResult) => (objective.isRestricted ? null : owner.departmentId);

async function give(work: Work, locked: LockedKeyResult, checkInId: string, fact: string) {
  const { keyResult, owner } = locked;
  const id = newId(work.now);
  await work.db.insert(Award, {
    id,
    kind: "badge",
    badgeCode: reachedBadge,
    employeeId: owner.id,
    givenById: null,
    reason: null,
    keyResultId: keyResult.id,
    checkInId,
    fact,
    awardedAt: work.now,
    revokedAt: null,
  });
  const told = { kind: "recognition", subjectId: id, data: { awardId: id, keyResultId: keyResult.id } } as const;
  const team = await teamUnheard(work, { template: "badgeAnnounced", keyResultId: keyResult.id, team: teamOf(locked) });
  await record(
    work,
    "award.given",
    id,
    { badge: reachedBadge, employeeId: owner.id, keyResultId: keyResult.id },
    { to: [owner.id], template: "badgeEarned", ...told },
    { team, template: "badgeAnnounced", ...told },
  );
}

async function takeBack(work: Work, locked: LockedKeyResult, award: Award) {
  const { keyResult, owner } = locked;
  award.revoke(work.now);
  await work.db.save(award);
  const about = { subjectIds: [award.id], templates: ["badgeEarned", "badgeAnnounced"], since: award.awardedAt };
  const calledOff = await callOffNotices(work, about);
  const [heard = null] = whoHeard([teamOf(locked)], calledOff);
  const team = await teamUnheard(work, {
    template: "badgeRevokedAnnounced",
    keyResultId: keyResult.id,
    team: heard,
  });
  const told = {
    kind: "recognition",
    subjectId: award.id,
    data: { awardId: award.id, keyResultId: keyResult.id },
  } as const;
  await record(
    work,
    "award.revoked",
    award.id,
    { employeeId: owner.id },
    { to: whoHeard([owner.id], calledOff), template: "badgeRevoked", ...told },
    { team, template: "badgeRevokedAnnounced", ...told },
  );
}
