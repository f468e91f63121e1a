import type { Company } from "../../domain/context";
import type { Today, TodayKeyResult } from "../../domain/goals/findToday";
import { formatAmount } from "../../domain/goals/formatAmount";
import type { Card } from "../Message";
import { gapText, needText, percentText, titled, valueText } from "./figureText";
import { pageUrl } from "./pageUrl";
import { statusText } from "./statusText";

/** 今日: the one key result furthest behind first, then the others; day's value and period's gap both (S197, S203). */
export function todayCard(today: Today, company: Pick<Company, "publicUrl">): Card {
  const url = pageUrl(company, "today");
  const { focus, keyResults } = today;
  if (keyResults.length === 0)
    return { title: "今日", description: "没有进行中的目标，或都已到期", subtitle: "发“新目标”，一步步提一个。", url };
  const others = keyResults.filter((one) => one !== focus).slice(0, 5);
  return {
    title: focus ? `${focus.row.title} ${statusText[focus.status]}` : "今天的目标都达成了",
    description: `${today.day}${today.isWorkDay ? "" : " · 休息日"}`,
    ...(focus && {
      emphasis: { value: dayText(focus), label: focus.row.accumulation === "sum" ? "今天已完成" : "现在" },
    }),
    subtitle: focus
      ? `${needText(focus.row, focus)}。应达 ${percentText(focus.pace)}，实际 ${percentText(focus.attainment)}`
      : undefined,
    rows: [
      ...others.map((one) => ({
        label: statusText[one.status],
        value: titled(one.row.title, gapText(one.row, one)),
      })),
      ...(today.waitingApprovals > 0 ? [{ label: "等你审批", value: `${today.waitingApprovals} 项` }] : []),
    ],
    url,
  };
}

const dayText = ({ row, todayValue }: TodayKeyResult): string =>
  row.accumulation === "sum" ? formatAmount(todayValue ?? 0, row.unit) : valueText(row, todayValue);
