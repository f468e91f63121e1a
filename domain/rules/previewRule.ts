import { authorize } from "../authorize";
import type { Context } from "../context";
import { undoMinutes } from "../goals/undoWindow";
import { checkRule, type RuleText } from "./checkRule";
import { chooseGifts } from "./chooseGifts";
import { findCandidates, startOfDaysAgo } from "./findCandidates";
import { rulePolicy } from "./rulePolicy";

/** What a rule would have given. */
export interface RulePreview {
  days: number;
  gifts: number;
  people: number;
  badges: number;
  packets: number;
  amountFen: number;
}

const days = 90;

/** What a rule would have given over the last ninety days, with its caps and its cool-down. */
export async function previewRule(
  ctx: Pick<Context, "db" | "now" | "company" | "actor">,
  text: RuleText,
): Promise<RulePreview> {
  // Who agrees to the money looks first, as well as who writes.
  authorize(rulePolicy, "read", ctx.actor, null, "rule");
  const rule = await checkRule(ctx, text);
  // As if what has come in by now were never undone.
  const settled = { db: ctx.db, company: ctx.company, now: new Date(ctx.now.getTime() + (undoMinutes + 1) * 60_000) };
  const gifts = chooseGifts(rule, await findCandidates(settled, rule, startOfDaysAgo(ctx, days)), []);
  const packets = gifts.filter(({ givesMoney }) => givesMoney).length;
  return {
    days,
    gifts: gifts.length,
    people: new Set(gifts.map(({ employeeId }) => employeeId)).size,
    badges: gifts.filter(({ givesBadge }) => givesBadge).length,
    packets,
    amountFen: packets * rule.amountFen,
  };
}
