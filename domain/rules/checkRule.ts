import { type AwardRule, Badge, Department, Metric, Objective, type RuleParameters, ruleKinds } from "../../entities";
import type { Work } from "../context";
import { Conflict, Invalid, NotFound } from "../errors";
import { findLimits } from "../packets/packetLimits";
import { plainLine } from "../plainLine";

export type RuleText = Pick<
  AwardRule,
  | "name"
  | "kind"
  | "parameters"
  | "departmentId"
  | "badgeCode"
  | "amountFen"
  | "coolDownDays"
  | "personMonthCap"
  | "monthCap"
>;

type Reading = Pick<Work, "db" | "company">;

const mostGifts = 100_000;

/** A rule as it is stored: with what its kind needs and nothing else. @throws Invalid, Conflict, NotFound */
export async function checkRule(ctx: Reading, text: RuleText): Promise<RuleText> {
  const name = plainLine(text.name);
  if (name === "" || name.length > 20) throw new Invalid("rule.name", { most: 20 });
  if (!ruleKinds.includes(text.kind)) throw new Invalid("rule.kind");
  if (text.badgeCode === null && text.amountFen === 0) throw new Invalid("rule.noGift");
  checkCaps(text);
  await checkAmount(ctx, text.amountFen);
  if (text.badgeCode !== null) await checkBadge(ctx, text.badgeCode);
  if (text.departmentId !== null && !(await ctx.db.existsBy(Department, { id: text.departmentId })))
    throw new NotFound("department.notFound");
  const { kind, departmentId, badgeCode, amountFen, coolDownDays, personMonthCap, monthCap } = text;
  const parameters = await readParameters(ctx, text);
  return { name, kind, parameters, departmentId, badgeCode, amountFen, coolDownDays, personMonthCap, monthCap };
}

function checkCaps({ coolDownDays, personMonthCap, monthCap }: RuleText) {
  const isCount = (value: number, least: number, most: number) =>
    Number.isSafeInteger(value) && value >= least && value <= most;
  if (!isCount(coolDownDays, 0, 366) || !isCount(personMonthCap, 1, 31) || !isCount(monthCap, 1, mostGifts))
    throw new Invalid("rule.caps");
}

async function checkAmount({ db, company }: Reading, amountFen: number) {
  if (amountFen === 0) return;
  const { minFen, maxFen } = await findLimits(db, company);
  if (!Number.isSafeInteger(amountFen) || amountFen < minFen || amountFen > maxFen)
    throw new Invalid("rule.amount", { minFen, maxFen });
}

async function checkBadge({ db }: Reading, code: string) {
  const badge = await db.findOneBy(Badge, { code });
  if (!badge) throw new NotFound("badge.notFound");
  if (badge.isArchived) throw new Conflict("badge.archived", { name: badge.name });
}

async function readParameters(ctx: Reading, { kind, parameters }: RuleText): Promise<RuleParameters> {
  const { metricId, days, leastScaled, objectiveId } = parameters;
  if (kind === "ideaAccepted") return {};
  if (kind === "campaignGoal") return { objectiveId: await readObjective(ctx, objectiveId) };
  if (kind === "keyResultReached") return metricId ? { metricId: await readMetric(ctx, metricId) } : {};
  const metric = await readMetric(ctx, metricId);
  if (kind === "recordDay") return { metricId: metric, days: readDays(days, 7, 180) };
  if (leastScaled === undefined || !Number.isSafeInteger(leastScaled)) throw new Invalid("rule.least");
  if (kind === "streak") return { metricId: metric, days: readDays(days, 2, 60), leastScaled };
  return { metricId: metric, days: readDays(days ?? 3, 1, 7), leastScaled };
}

function readDays(days: number | undefined, least: number, most: number): number {
  if (days === undefined || !Number.isSafeInteger(days) || days < least || days > most)
    throw new Invalid("rule.days", { least, most });
  return days;
}

async function readMetric({ db }: Reading, id: string | undefined): Promise<string> {
  if (id === undefined || !(await db.existsBy(Metric, { id }))) throw new Invalid("rule.metric");
  return id;
}

/** A restricted goal is not spoken of where others read along. */
async function readObjective({ db }: Reading, id: string | undefined): Promise<string> {
  const objective = id === undefined ? null : await db.findOneBy(Objective, { id, isRestricted: false });
  if (!objective) throw new Invalid("rule.objective");
  return objective.id;
}
