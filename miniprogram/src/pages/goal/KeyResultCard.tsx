import { Text, View } from "@tarojs/components";
import { Button } from "../../components/Button";
import { StatusMark } from "../../components/StatusMark";
import { Trend } from "../../components/Trend";
import { dayText } from "../../lib/format";
import { needText, standText, targetText, valueText } from "../../lib/keyResultText";
import { open } from "../../lib/open";
import type { GoalDetail } from "../../lib/wire";

interface Props {
  keyResult: GoalDetail["keyResults"][number];
  goal: GoalDetail;
}

/** A key result with its line beside the pace, and the way to report. */
export function KeyResultCard({ keyResult, goal }: Props) {
  const { id, title, attainment, pace, status, trend, weight, dueOn, isImported, reportedOn } = keyResult;
  const isRunning = !["draft", "submitted", "returned", "proposed", "withdrawn"].includes(goal.status);
  const hasTrend = trend.some((point) => point.attainment !== null);
  const facts = [
    // The chart says so itself.
    !hasTrend && standText({ attainment, pace }),
    reportedOn && `${dayText(reportedOn)}更新`,
    dueOn && `${dayText(dueOn)}截止`,
    isImported && "系统导入",
  ].filter(Boolean);
  return (
    <View className="card kr">
      <View className="kr__head">
        <Text className="kr__title">{title}</Text>
        {isRunning && <StatusMark status={status} />}
      </View>
      <View className="kr__figures">
        <Text className="kr__value">{isRunning ? valueText(keyResult) : targetText(keyResult)}</Text>
        <Text className="kr__target">
          {isRunning ? `目标 ${targetText(keyResult)} · ` : ""}权重 {weight}%
        </Text>
      </View>
      {isRunning && <Text className="kr__need">{needText(keyResult)}</Text>}
      {hasTrend && (
        <View className="kr__trend">
          <Trend points={trend} />
        </View>
      )}
      {isRunning && facts.length > 0 && <Text className="kr__meta">{facts.join(" · ")}</Text>}
      {goal.abilities.report && !isImported && (
        <View className="buttons">
          <Button kind="quiet" text="报进度" onTap={() => open("report", { keyResult: id })} />
        </View>
      )}
    </View>
  );
}
