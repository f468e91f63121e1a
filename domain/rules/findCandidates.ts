import type { AwardRule, RuleKind } from "../../entities";
import { addDays, businessDayOf, startOfBusinessDay } from "../calendar";
import type { Work } from "../context";
import type { Candidate, Span } from "./Candidate";
import { findMetricFacts } from "./findMetricFacts";
import { findCampaignFacts, findIdeaFacts, findReachedFacts } from "./findReachedFacts";

/** Kinds that speak of days which are over, and are looked at each night. */
export const nightlyKinds: readonly RuleKind[] = ["recordDay", "streak", "firstTimeRight"];

type Rule = Pick<AwardRule, "kind" | "parameters" | "departmentId" | "amountFen" | "badgeCode">;

/** What a rule may give for since an instant, in a fixed number of statements for all people. */
export async function findCandidates(
  work: Pick<Work, "db" | "now" | "company">,
  rule: Rule,
  since: Date,
): Promise<Candidate[]> {
  const { zone } = work.company;
  // Today's figures are not all there yet.
  const span: Span = { from: businessDayOf(since, zone), to: addDays(businessDayOf(work.now, zone), -1), since };
  const found = await findFor(work, rule, span);
  // Where there is nothing but money to give, what people said of themselves gives nothing.
  return rule.badgeCode === null ? found.filter(({ isTrusted }) => isTrusted) : found;
}

function findFor(work: Pick<Work, "db" | "now" | "company">, rule: Rule, span: Span): Promise<Candidate[]> {
  if (nightlyKinds.includes(rule.kind)) return findMetricFacts(work, rule, span);
  if (rule.kind === "keyResultReached") return findReachedFacts(work, rule, span);
  if (rule.kind === "campaignGoal") return findCampaignFacts(work, rule, span);
  return findIdeaFacts(work, rule, span);
}

/** The beginning of so many business days ago. */
export const startOfDaysAgo = ({ now, company: { zone } }: Pick<Work, "now" | "company">, days: number): Date =>
  startOfBusinessDay(addDays(businessDayOf(now, zone), -days), zone);
