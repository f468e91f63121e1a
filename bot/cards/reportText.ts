import type { Figures } from "../../domain/goals/figuresOf";
import type { KeyResultRow } from "../../domain/goals/KeyResultRow";
import type { Message } from "../Message";
import { needText, percentText, valueText } from "./figureText";
import { statusText } from "./statusText";

/** The answer to a report: where it now stands, the gap, and how to take it back. */
export function reportText(row: KeyResultRow, figures: Figures, isReached: boolean): Message {
  const head = `已记录：${row.title} ${valueText(row, figures.value)}，完成 ${percentText(figures.attainment)}`;
  const line = isReached ? "★ 目标达成，获得一枚勋章！" : `${statusText[figures.status]} ${needText(row, figures)}`;
  return { kind: "text", text: `${head}\n${line}\n报错了可以发“撤回”。` };
}
