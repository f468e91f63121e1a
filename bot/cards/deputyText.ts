import type { NoticeFacts } from "../../domain/notices/findNoticeFacts";
import type { Notice } from "../../entities";
import { personName } from "../personName";
import { dayText } from "./dayText";

/** '5月11日至5月15日', or the one day. */
function daysText({ data }: Pick<Notice, "data">): string {
  const [from, until] = [dayText(String(data.startsOn)), dayText(String(data.endsOn))];
  return from === until ? from : `${from}至${until}`;
}

export const deputyNamedText = (notice: Pick<Notice, "data">, { by }: NoticeFacts): string =>
  `${by ? personName(by) : "主管"} 请你在 ${daysText(notice)} 代为审批目标。等 TA 审批的目标会转给你，卡片上标“代”；你自己的目标不由你审批。`;

export const deputyEndedText = (notice: Pick<Notice, "data">, { by }: NoticeFacts): string =>
  `${by ? personName(by) : "主管"} 已收回代审批（${daysText(notice)}），还没审批的目标已转回。`;

/** '周燕（代陈总）' for a decision of a deputy's; undefined for anybody else's, who is not named. */
export const deputyName = ({ by, onBehalfOf }: NoticeFacts): string | undefined =>
  by && onBehalfOf && `${personName(by)}（代${personName(onBehalfOf)}）`;
