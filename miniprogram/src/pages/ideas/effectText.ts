import { amountText, dayText } from "../../lib/format";
import type { Idea } from "../../lib/wire";

type Effect = NonNullable<Idea["effect"]>;

/** What lies between before and after; between two rates it is points, not per cent: '+1.2 个百分点'. */
export function changeText({ change, metric }: Effect): string {
  if (change === null) return "";
  if (Number(change) === 0) return "没有变化";
  const text = metric.unit === "%" ? `${amountText(change)} 个百分点` : amountText(change, metric.unit);
  return change.startsWith("-") ? text : `+${text}`;
}

/** How the effect stands, in a line: '转化率 +1.2 个百分点'. */
export function effectText(effect: Effect): string {
  const { metric, state, startedOn, days } = effect;
  if (state === "measured") return `${metric.name} ${changeText(effect)}`;
  if (state === "insufficient") return `${metric.name} 的数据不够，算不出效果`;
  return `看 ${metric.name}，${dayText(startedOn)}起 ${days} 天后见效果`;
}
