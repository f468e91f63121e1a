import { amountParts, dayText } from "../../lib/format";
import type { Idea } from "../../lib/wire";

type Effect = NonNullable<Idea["effect"]>;

/** What lies between before and after, number and unit apart; between two rates it is points, not per cent. */
export function changeParts({ change, metric }: Effect): { number: string; unit: string } {
  if (change === null || Number(change) === 0) return { number: "没有变化", unit: "" };
  const { number, unit } = amountParts(change, metric.unit === "%" ? "个百分点" : metric.unit);
  return { number: change.startsWith("-") ? number : `+${number}`, unit };
}

const changeText = (effect: Effect): string => {
  const { number, unit } = changeParts(effect);
  return unit === "" ? number : `${number} ${unit}`;
};

/** What is compared: '转化率', 'GMV 日均'. */
export const measureText = ({ metric }: Pick<Effect, "metric">): string =>
  `${metric.name}${metric.isPerDay ? " 日均" : ""}`;

/** How the effect stands, in a line: '转化率 +1.2 个百分点', 'GMV 日均 +1,200 元'. */
export function effectText(effect: Effect): string {
  const { metric, state, startedOn, days } = effect;
  if (state === "measured") return `${measureText(effect)} ${changeText(effect)}`;
  if (state === "insufficient") return `${metric.name} 的数据不够，算不出效果`;
  return `看 ${metric.name}，${dayText(startedOn)}起 ${days} 天后见效果`;
}
