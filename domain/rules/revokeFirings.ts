import { In, IsNull } from "typeorm";
import { Award, RuleFiring } from "../../entities";
import type { Work } from "../context";
import { groupBy } from "../groupBy";
import { callOffNotices } from "../notices/callOffNotices";
import { owe, recordAll } from "../record";

/** As many of a team as one message names. */
const namedAtOnce = 5;

/** What is said of what a rule gives to people; teams read only what stands when they read it. */
const giftTemplates = ["ruleAwarded", "awardTold"];

/** The team that is to hear of it; null where nobody is. */
type TeamOf = (award: Award) => string | null;

/**
 * Takes back, visibly, what rules gave, in a fixed number of statements per five hundred; answers how much. So true again
 * it earns again: the firing goes with the award. Where money went along the money stays, and the firing with it: it is
 * owed once for ever.
 */
export async function revokeFirings(work: Work, firings: readonly RuleFiring[], teamOf: TeamOf): Promise<number> {
  const revoked: Award[] = [];
  for (let start = 0; start < firings.length; start += 500)
    revoked.push(...(await revokeSome(work, firings.slice(start, start + 500))));
  if (revoked.length === 0) return 0;
  const untold = await callOffGifts(work, revoked);
  await recordAll(
    work,
    revoked.map(({ id, employeeId }) => ({
      name: "award.revoked",
      subjectId: id,
      data: { employeeId },
      owed: untold.has(id)
        ? []
        : [{ to: [employeeId], template: "badgeRevoked", kind: "recognition", subjectId: id, data: { awardId: id } }],
    })),
  );
  await tellTeams(work, revoked, teamOf);
  return revoked.length;
}

async function revokeSome({ db, now }: Work, firings: readonly RuleFiring[]): Promise<Award[]> {
  const ids = firings.flatMap(({ awardId }) => awardId ?? []);
  // A packet that is all there is stays too: nothing of it is seen.
  const awards = await db.find(Award, {
    where: { id: In(ids), kind: "badge", revokedAt: IsNull() },
    order: { id: "ASC" },
  });
  if (awards.length > 0) await db.update(Award, { id: In(awards.map(({ id }) => id)) }, { revokedAt: now });
  const gone = firings.filter(({ packetId }) => packetId === null).map(({ id }) => id);
  if (gone.length > 0) await db.delete(RuleFiring, { id: In(gone) });
  return awards;
}

/** Awards whose receivers have not heard of them yet, nor will. */
async function callOffGifts(work: Work, revoked: readonly Award[]): Promise<Set<string | null>> {
  const since = new Date(Math.min(...revoked.map(({ awardedAt }) => awardedAt.getTime())));
  const untold = new Set<string | null>();
  for (let start = 0; start < revoked.length; start += 500) {
    const subjectIds = revoked.slice(start, start + 500).map(({ id }) => id);
    for (const { subjectId, template } of await callOffNotices(work, { subjectIds, templates: giftTemplates, since }))
      if (template === "ruleAwarded") untold.add(subjectId);
  }
  return untold;
}

/** One message to each team, whoever many of it lost something. */
async function tellTeams(work: Work, revoked: readonly Award[], teamOf: TeamOf) {
  const owed = [...groupBy(revoked, teamOf)].map(([team, all]) => ({
    team,
    template: "badgeRevokedAnnounced",
    kind: "recognition" as const,
    subjectId: all[0]!.id,
    data: { awardIds: all.slice(0, namedAtOnce).map(({ id }) => id), count: all.length },
  }));
  await owe(work, `revoked:${revoked[0]!.id}`, owed);
}
