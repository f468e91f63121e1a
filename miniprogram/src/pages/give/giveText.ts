import type { GivingLimits, GivingPlan } from "../../lib/wire";
import { yuanText } from "../../lib/yuan";

type Limits = NonNullable<GivingLimits["limits"]>;

/** What so much would come out of: the first with enough left, else the last, which falls short. */
export const budgetFor = ({ budgets }: GivingPlan, fen: number | null): GivingPlan["budgets"][number] | undefined =>
  budgets.find(({ leftFen }) => leftFen >= (fen ?? 0)) ?? budgets[budgets.length - 1];

/** What giving so much would leave of the budget: '运营部 9 月预算还剩 960 元，发后剩 920 元'. */
export function budgetLine(plan: GivingPlan, fen: number | null): string {
  const budget = budgetFor(plan, fen);
  if (!budget) return "这个团队本月还没有预算，请先请财务拨预算。";
  const left = `${budget.department} ${Number(budget.month.slice(5))} 月预算还剩 ${yuanText(budget.leftFen)}`;
  if (!fen) return left;
  return fen > budget.leftFen ? `${left}，不够` : `${left}，发后剩 ${yuanText(budget.leftFen - fen)}`;
}

/** What stands in the way of an amount; undefined where nothing does. */
export function amountFault(fen: number, { limits, people }: { limits: Limits; people: number }): string | undefined {
  if (fen > limits.packetFen) return `一个红包最多 ${yuanText(limits.packetFen)}`;
  if (fen < limits.minFen * people) return `每人至少 ${yuanText(limits.minFen)}`;
  if (fen > limits.maxFen * people) return `每人最多 ${yuanText(limits.maxFen)}`;
  return undefined;
}

/** The server has the last word: sums of thirty days count as well. */
export const approvalLine = (fen: number | null, { directFen }: Limits): string =>
  (fen ?? 0) > directFen
    ? `超过 ${yuanText(directFen)}，需两人审批`
    : `${yuanText(directFen)}以内直接发出；近 30 天发得多，也需两人审批`;
