import { Text } from "@tarojs/components";
import { Card } from "../../components/Card";
import { Hero } from "../../components/Hero";
import { Row } from "../../components/Row";
import { amountText, dayText } from "../../lib/format";
import type { Idea } from "../../lib/wire";
import { changeParts, effectText, measureText } from "./effectText";

const subjects = { company: "全公司", department: "提出人的部门", employee: "提出人自己" } as const;

/** What an idea did, or what it waits for to be known. */
export function EffectCard({ effect }: { effect: NonNullable<Idea["effect"]> }) {
  const { metric, state, before, after, startedOn, days, subject, isBetter } = effect;
  if (state !== "measured" || before === null || after === null)
    return (
      <Card title="效果">
        <Text className="idea__line">{effectText(effect)}</Text>
      </Card>
    );
  const word = isBetter === null ? "没有变化" : isBetter ? "● 变好了" : "▲ 变差了";
  return (
    <Card>
      <Hero caption={measureText(effect)} {...changeParts(effect)} line={word} />
      <Row title="之前" meta={`${dayText(startedOn)}前 ${days} 天`} value={amountText(before, metric.unit)} />
      <Row title="之后" meta={`${dayText(startedOn)}起 ${days} 天`} value={amountText(after, metric.unit)} />
      <Text className="idea__source">数据来自导入 · {subjects[subject]} · 只说明前后不同，不证明都是它带来的</Text>
    </Card>
  );
}
