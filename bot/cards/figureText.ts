import type { Figures } from "../../domain/goals/figuresOf";
import { formatAmount } from "../../domain/goals/formatAmount";
import type { KeyResultRow } from "../../domain/goals/KeyResultRow";
import type { Ratio } from "../../domain/goals/Ratio";
import { cutText } from "../text";

type Target = Pick<KeyResultRow, "kind" | "start" | "target" | "unit">;

/** '85%'; a dash before the first report. */
export const percentText = (value: Ratio | undefined): string => (value ? `${value.toPercent()}%` : "—");

/** 'GMV 目标 100 万元' in a few characters: what the key result is to reach. */
export const targetText = ({ kind, start, target, unit }: Target): string => {
  if (kind === "binary") return "完成";
  return start === 0 ? formatAmount(target, unit) : `${formatAmount(start, unit)} → ${formatAmount(target, unit)}`;
};

export const valueText = ({ kind, unit }: Pick<Target, "kind" | "unit">, value: number | null): string => {
  if (value === null) return "未上报";
  if (kind === "binary") return value >= 10_000 ? "已完成" : "未完成";
  return formatAmount(value, unit);
};

type Needed = Pick<Figures, "need" | "value">;

/**
 * The gap of the period with what each remaining working day has to bring, or what a level has gained so far (S203):
 * '还差 9.5 万元，每天 5,000 元就跟上', '已升 0.3 个百分点，还差 0.2 个百分点'.
 */
export function needText(row: Target, { need, value }: Needed): string {
  const gap = gapText(row, { need, value });
  if (row.kind === "binary" || need.kind === "done") return gap;
  // A level such as a conversion rate is held, not gathered day by day.
  if (row.start !== 0) return [gainText(row, value), gap].filter(Boolean).join("，");
  if (need.days <= 1) return gap;
  const aim = formatAmount(aimOf(need.perDay), row.unit);
  return `${gap}，每天 ${aim}${/\d$/.test(aim) ? " " : ""}就跟上`;
}

/** How far a level has come from its start; undefined when it has not. */
function gainText({ kind, start, unit }: Target, value: number | null): string | undefined {
  const gain = value === null ? 0 : kind === "decrease" ? start - value : value - start;
  return gain > 0 ? `${kind === "decrease" ? "已降" : "已升"} ${differenceText(gain, unit)}` : undefined;
}

/** What lies between two values: between two rates it is points, not per cent. */
export const differenceText = (difference: number, unit: string): string =>
  unit === "%" ? `${formatAmount(difference)} 个百分点` : formatAmount(difference, unit);

/** The gap alone, where there is little room. */
export function gapText(row: Target, { need, value }: Needed): string {
  if (row.kind === "binary") return need.kind === "done" ? "已完成" : "还没完成";
  if (need.kind === "done") return need.beyond > 0 ? `已达成，超 ${differenceText(need.beyond, row.unit)}` : "已达成";
  if (value === null && row.start !== 0) return `还没上报，目标 ${formatAmount(row.target, row.unit)}`;
  return `还差 ${differenceText(need.gap, row.unit)}`;
}

/** Rounded up to a figure one can aim at, to whole units from ten on: doing it is surely enough. */
export function aimOf(perDay: number): number {
  const step = perDay >= 100_000 ? 10_000 : 1_000;
  return Math.ceil(perDay / step) * step;
}

/** A title with its figures in the characters of a card's row: a long title is cut, never the figures. */
export function titled(title: string, figures: string, most = 30): string {
  return `${cutText(title, Math.max(most - [...figures].length - 1, 4))} ${figures}`;
}
