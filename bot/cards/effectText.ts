import { formatAmount } from "../../domain/goals/formatAmount";
import { Ratio } from "../../domain/goals/Ratio";
import { isPerDay } from "../../domain/ideas/effect";
import type { IdeaView } from "../../domain/ideas/IdeaView";
import { differenceText } from "./figureText";

/**
 * What an idea did (S182): '转化率 +1.2 个百分点', 'GMV 日均 +1,200 元（+3.5%）'; undefined until it was measured, and
 * where too many days had no figure.
 */
export function effectText({ idea, metric }: Pick<IdeaView, "idea" | "metric">): string | undefined {
  const { beforeScaled: before, afterScaled: after } = idea;
  if (!metric || before === null || after === null) return undefined;
  const change = after - before;
  const difference = signed(change, differenceText(Math.abs(change), metric.unit));
  if (metric.unit === "%") return `${metric.name} ${difference}`;
  const average = isPerDay(metric) ? "日均 " : "";
  if (before <= 0 || change === 0) return `${metric.name} ${average}${difference}`;
  const share = Ratio.of(Math.abs(change), before).toPercent(1);
  return `${metric.name} ${average}${difference}（${signed(change, `${share}%`)}）`;
}

const signed = (change: number, text: string) => (change > 0 ? `+${text}` : change < 0 ? `-${text}` : `没有变化`);

/** From what to what: '1.8% → 3%'. */
export const fromToText = ({ idea, metric }: Pick<IdeaView, "idea" | "metric">): string =>
  `${formatAmount(idea.beforeScaled ?? 0, metric?.unit)} → ${formatAmount(idea.afterScaled ?? 0, metric?.unit)}`;
