import { formatAmount } from "../../domain/goals/formatAmount";
import type { AwardFacts } from "../../domain/recognition/findAwardFacts";
import { personName } from "../personName";

/** What somebody got: '荣誉“季度销售冠军”', '勋章“破纪录”'. */
export function awardName({ award, badge }: AwardFacts): string {
  if (award.kind === "praise") return "表扬";
  if (award.kind === "packet") return "红包";
  if (award.kind === "honour") return `荣誉“${award.title ?? badge?.name ?? "优秀员工"}”`;
  return `勋章“${badge?.name ?? "达成之星"}”`;
}

export const giverName = ({ giver }: AwardFacts): string => (giver ? personName(giver) : "同事");

/** The person, or the team it was given to. */
export const receiverName = ({ receiver, team }: AwardFacts): string => team?.name ?? personName(receiver);

/** What was reached, with its figure: 'GMV 已达成 10 万元'. */
export function reachedText({ keyResult }: AwardFacts): string {
  if (!keyResult) return "目标已达成";
  const { title, kind, target, unit } = keyResult;
  return kind === "binary" ? `${title} 已完成` : `${title} 已达成 ${formatAmount(target, unit)}`;
}
