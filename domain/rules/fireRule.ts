import { Between, In, IsNull, Not } from "typeorm";
import { Award, AwardRule, Badge, KeyResult, RuleFiring } from "../../entities";
import { forUpdate } from "../../entities/database";
import { addDays } from "../calendar";
import type { Work } from "../context";
import { groupBy } from "../groupBy";
import { insertMany } from "../insertMany";
import { newId } from "../newId";
import { oweByRule } from "../packets/oweByRule";
import { owe, recordAll } from "../record";
import { updateMany } from "../updateMany";
import type { Candidate } from "./Candidate";
import { type Chosen, chooseGifts, type Fired } from "./chooseGifts";
import { nightlyKinds } from "./findCandidates";
import { findManagersToTell } from "./findManagersToTell";
import { distanceOf } from "./GiftBook";

/** Gifts of one unit of work: no writer waits for more. */
export const giftsAtOnce = 2500;
/** As many of a team as one message names. */
const namedAtOnce = 5;

type Gift = Chosen<Candidate> & { awardId: string; packetId: string | null };

/**
 * Gives what of these candidates a rule still has to give, at most `giftsAtOnce`, in a fixed number of statements per
 * five hundred; answers how many. The rule's row is held, so that two processes never pass its caps together, and a fact
 * that was given for is never given for again: only money may follow a badge, once others confirm the fact.
 */
export async function fireRule(work: Work, ruleId: string, candidates: readonly Candidate[]): Promise<number> {
  const { db } = work;
  const rule = await db.findOne(AwardRule, { where: { id: ruleId }, ...forUpdate(db) });
  if (rule?.state !== "active" || candidates.length === 0) return 0;
  // HR gives this badge no more, and nobody has chosen another.
  if (rule.badgeCode !== null && (await db.existsBy(Badge, { code: rule.badgeCode, isArchived: true }))) return 0;
  const chosen = chooseGifts(rule, candidates, await findFired(work, rule, candidates)).slice(0, giftsAtOnce);
  const standing = await leaveOutTakenBack(work, chosen);
  const gifts = await withMoney(work, rule, standing);
  await noteFirings(work, rule, gifts);
  await insertMany(
    db,
    Award,
    gifts.map((gift) => awardOf(work, rule, gift)),
  );
  // What is nothing but money is between its receiver and those who keep it.
  const managers = await findManagersToTell(
    db,
    gifts.filter(({ givesBadge }) => givesBadge),
  );
  await recordAll(
    work,
    gifts.map((gift) => happeningOf(rule, gift, managers.get(gift.awardId))),
  );
  await tellTeams(work, rule, gifts);
  return gifts.length;
}

async function findFired({ db }: Work, rule: AwardRule, candidates: readonly Candidate[]): Promise<Fired[]> {
  const days = candidates.map(({ day }) => day).sort();
  const reach = Math.max(31, distanceOf(rule));
  const firedOn = Between(addDays(days[0]!, -reach), addDays(days.at(-1)!, reach));
  const near = await db.find(RuleFiring, { select: asFired, where: { ruleId: rule.id, firedOn } });
  if (nightlyKinds.includes(rule.kind)) return near;
  // What was reached, corrected and reached again long after is the same fact on another day.
  const facts = candidates.map(({ fact }) => fact);
  const same: RuleFiring[] = [];
  for (let start = 0; start < facts.length; start += 500) {
    const fact = In(facts.slice(start, start + 500));
    same.push(...(await db.find(RuleFiring, { select: asFired, where: { ruleId: rule.id, fact } })));
  }
  return [...new Map([...near, ...same].map((one) => [one.id, one])).values()];
}

const asFired = { id: true, fact: true, employeeId: true, firedOn: true, isTrusted: true } as const;

/** What was taken back since it was found. The rows are held: a report taken back later finds the award. */
async function leaveOutTakenBack({ db }: Work, gifts: readonly Chosen<Candidate>[]): Promise<Chosen<Candidate>[]> {
  const ids = gifts.flatMap(({ keyResultId }) => keyResultId ?? []);
  const select = { id: true, confirmedById: true } as const;
  const confirmed = new Map<string, boolean>();
  for (let start = 0; start < ids.length; start += 500) {
    const where = { id: In(ids.slice(start, start + 500)), reachedAt: Not(IsNull()) };
    const rows = await db.find(KeyResult, { select, where, order: { id: "ASC" }, ...forUpdate(db) });
    for (const { id, confirmedById } of rows) confirmed.set(id, confirmedById !== null);
  }
  return gifts.flatMap((gift) => {
    const isConfirmed = gift.keyResultId === null ? true : confirmed.get(gift.keyResultId);
    if (isConfirmed === undefined) return [];
    return isConfirmed ? [gift] : [{ ...gift, isTrusted: false, givesMoney: false }];
  });
}

/** Where the budget does not reach the badge is given alone; where there is none the fact waits for the next time. */
async function withMoney(work: Work, rule: AwardRule, chosen: readonly Chosen<Candidate>[]): Promise<Gift[]> {
  const paid = chosen.filter(({ givesMoney }) => givesMoney);
  const reason = rule.name;
  const owed = await oweByRule(
    work,
    rule,
    paid.map(({ fact, employeeId, keyResultId }) => ({ fact, employeeId, keyResultId, reason })),
  );
  return chosen.flatMap((one, index): Gift[] => {
    const result = owed.get(one.fact);
    const packetId = result && "packetId" in result ? result.packetId : null;
    if (packetId === null && !one.givesBadge) return [];
    return [{ ...one, packetId, awardId: newId(work.now, index % 1024) }];
  });
}

/** A fact that others confirm keeps its firing and its badge; only the money is noted there. */
async function noteFirings(work: Work, rule: AwardRule, gifts: readonly Gift[]) {
  const fresh = gifts.filter(({ confirms }) => confirms === null);
  await insertMany(
    work.db,
    RuleFiring,
    fresh.map((gift) => firingOf(work, rule, gift)),
  );
  const confirmed = gifts.flatMap(({ confirms: id, packetId }) =>
    id === null ? [] : [{ id, packetId, isTrusted: true }],
  );
  await updateMany(work.db, RuleFiring, ["packetId", "isTrusted"], confirmed);
}

const firingOf = ({ now }: Work, { id: ruleId }: AwardRule, gift: Gift): Partial<RuleFiring> => ({
  id: newId(now),
  ruleId,
  fact: gift.fact,
  employeeId: gift.employeeId,
  firedOn: gift.day,
  awardId: gift.awardId,
  packetId: gift.packetId,
  isTrusted: gift.isTrusted,
  at: now,
});

const awardOf = ({ now }: Work, rule: AwardRule, gift: Gift): Partial<Award> => ({
  id: gift.awardId,
  kind: gift.givesBadge ? "badge" : "packet",
  badgeCode: gift.givesBadge ? rule.badgeCode : null,
  employeeId: gift.employeeId,
  givenById: null,
  reason: rule.name,
  keyResultId: gift.keyResultId,
  checkInId: gift.checkInId,
  fact: null,
  ruleId: rule.id,
  packetId: gift.packetId,
  figure: gift.figure?.slice(0, 80) ?? null,
  awardedAt: now,
  revokedAt: null,
});

/** Events hold ids and figures only. The receiver is told, and the manager by a card to congratulate from. */
function happeningOf(rule: AwardRule, { awardId, employeeId, packetId }: Gift, managerId: string | undefined) {
  const about = { kind: "recognition", subjectId: awardId, data: { awardId } } as const;
  return {
    name: "award.givenByRule",
    subjectId: awardId,
    data: { ruleId: rule.id, employeeId, packetId },
    owed: [
      { to: [employeeId], template: "ruleAwarded", ...about },
      { to: managerId === undefined ? [] : [managerId], template: "awardTold", ...about },
    ],
  };
}

/** One message to each team, whoever many of it got something. Of a restricted goal nothing is said. */
async function tellTeams(work: Work, rule: AwardRule, gifts: readonly Gift[]) {
  const told = gifts.filter(
    ({ isPublic, departmentId, givesBadge }) =>
      // Money that follows a badge is no news to the team.
      isPublic && departmentId !== null && (givesBadge || rule.badgeCode === null),
  );
  const [first] = told;
  if (!first) return;
  const owed = [...groupBy(told, ({ departmentId }) => departmentId)].map(([team, all]) => ({
    team,
    template: "ruleAnnounced",
    kind: "recognition" as const,
    subjectId: rule.id,
    data: { awardIds: all.slice(0, namedAtOnce).map(({ awardId }) => awardId), count: all.length },
  }));
  await owe(work, `rule:${first.awardId}`, owed);
}
