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

export const valueText = ({ kind, unit }: Target, value: number | null): string => {
  if (value === null) return "未上报";
  if (kind === "binary") return value >= 10_000 ? "已完成" : "未完成";
  return formatAmount(value, unit);
};

type Needed = Pick<Figures, "need" | "value">;

/** The gap of the period and what each remaining working day has to bring: '还差 9.5 万元，每天 5,000 元就跟上'. */
export function needText(row: Target, { need, value }: Needed): string {
  const gap = gapText(row, { need, value });
  // A level such as a conversion rate is held, not gathered day by day.
  if (row.kind === "binary" || row.start !== 0 || need.kind === "done" || need.days <= 1) return gap;
  return `${gap}，每天 ${formatAmount(aimOf(need.perDay), row.unit)}就跟上`;
}

/** The gap alone, where there is little room. */
export function gapText(row: Target, { need, value }: Needed): string {
  if (row.kind === "binary") return need.kind === "done" ? "已完成" : "还没完成";
  if (need.kind === "done") return need.beyond > 0 ? `已达成，超 ${formatAmount(need.beyond, row.unit)}` : "已达成";
  if (value === null && row.start !== 0) return `还没上报，目标 ${formatAmount(row.target, row.unit)}`;
  return `还差 ${formatAmount(need.gap, row.unit)}`;
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
