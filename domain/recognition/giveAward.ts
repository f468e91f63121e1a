import { Award, Badge, type Employee, KeyResult, Objective } from "../../entities";
import type { Context } from "../context";
import { Conflict, Invalid, NotFound } from "../errors";
import { formatAmount } from "../goals/formatAmount";
import { insertMany } from "../insertMany";
import { newId } from "../newId";
import { findRecipients, type Recipient, type Recipients } from "../people/findRecipients";
import { plainLine } from "../plainLine";
import { type Owed, record } from "../record";
import { checkAwardQuota } from "./awardQuota";
import { newCertificateNo } from "./certificateNo";
import { reachedBadge } from "./reachedBadge";
import { readValue } from "./values";

export interface AwardGift {
  /** An honour (荣誉) comes with a certificate, and is called by its own title or by its badge. */
  kind: "badge" | "honour";
  to: Recipient;
  badgeCode?: string | null;
  title?: string | null;
  reason: string;
  value?: string | null;
  /** The number behind it: a key result everybody may read. */
  keyResultId?: string | null;
}

/**
 * A manager recognises a person or a team below, HR and executives anybody. Each member of a team gets a row; all of
 * them name the first as their occasion. Everybody concerned hears of it, and the team.
 */
export async function giveAward(ctx: Context, gift: AwardGift): Promise<Award[]> {
  const reason = plainLine(gift.reason);
  if (reason === "" || reason.length > 100) throw new Invalid("award.reason", { most: 100 });
  const look = await readLook(ctx, gift);
  const value = await readValue(ctx.db, gift.value);
  const awardees = await findRecipients(ctx, gift.to);
  const figure = gift.keyResultId ? await readFigure(ctx, gift.keyResultId, awardees) : null;
  await checkAwardQuota(ctx, awardees.receivers);
  const shared = { ...look, reason, value, figure, keyResultId: gift.keyResultId ?? null };
  const awards = rowsOf(ctx, awardees, { kind: gift.kind, ...shared });
  await insertMany(ctx.db, Award, awards);
  const [first] = awards;
  const data = { kind: gift.kind, badge: look.badgeCode, teamId: awardees.team?.id ?? null, receivers: awards.length };
  await record(ctx, "award.given", first!.id, data, ...owedFor(ctx, awardees, awards));
  return awards;
}

async function readLook({ db }: Context, { kind, badgeCode = null, title: said }: AwardGift) {
  const title = plainLine(said ?? "") || null;
  if (title && (kind === "badge" || title.length > 20)) throw new Invalid("award.title", { most: 20 });
  if (badgeCode === null && (kind === "badge" || !title)) throw new Invalid("award.noBadge");
  const badge = badgeCode === null ? null : await db.findOneBy(Badge, { code: badgeCode });
  if (badgeCode !== null && !badge) throw new NotFound("badge.notFound");
  if (badgeCode === reachedBadge) throw new Conflict("badge.forFacts");
  if (badge?.isArchived) throw new Conflict("badge.archived", { name: badge.name });
  return { badgeCode, title };
}

/** How the key result stands, in words that stay as they were. A restricted goal is not spoken of. */
async function readFigure({ db }: Context, id: string, { receivers }: Recipients): Promise<string | null> {
  const keyResult = await db.findOneBy(KeyResult, { id });
  const objective = keyResult && (await db.findOneBy(Objective, { id: keyResult.objectiveId }));
  if (!keyResult || !objective || objective.isRestricted) throw new NotFound("keyResult.notFound");
  if (!receivers.some((person) => person.id === objective.ownerId)) throw new Invalid("award.othersKeyResult");
  const { title, current, unit, kind } = keyResult;
  if (current === null || kind === "binary") return title.slice(0, 80);
  const figure = formatAmount(current, unit);
  return `${title.slice(0, 80 - figure.length - 1)} ${figure}`;
}

function rowsOf({ db, now, actor }: Context, { receivers, team }: Recipients, shared: Partial<Award>): Award[] {
  const ids = receivers.map((_, index) => newId(now, index));
  return receivers.map((person, index) =>
    db.create(Award, {
      ...shared,
      id: ids[index],
      employeeId: person.id,
      givenById: actor.id,
      teamId: team?.id ?? null,
      occasionId: team ? ids[0] : null,
      ruleId: null,
      packetId: null,
      checkInId: null,
      fact: null,
      certificateNo: shared.kind === "honour" ? newCertificateNo() : null,
      awardedAt: now,
      revokedAt: null,
    }),
  );
}

/** Each receiver by a card of their own, those they answer to, and the team once. */
function owedFor({ actor }: Context, { receivers, team }: Recipients, awards: readonly Award[]): Owed[] {
  const [first] = awards;
  const about = ({ id }: Award) => ({ kind: "recognition", subjectId: id, data: { awardId: id } }) as const;
  const told = new Set([actor.id, ...receivers.map(({ id }) => id)]);
  const managers = [...new Set(receivers.flatMap(({ reportsToId }) => reportsToId ?? []))].filter(
    (id) => !told.has(id),
  );
  return [
    ...awards.map((award): Owed => ({ to: [award.employeeId], template: "awardReceived", ...about(award) })),
    { to: managers, template: "awardTold", ...about(first!) },
    { team: team?.id ?? (receivers[0] as Employee).departmentId, template: "awardAnnounced", ...about(first!) },
  ];
}
