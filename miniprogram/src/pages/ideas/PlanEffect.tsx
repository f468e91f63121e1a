import { Text, View } from "@tarojs/components";
import { useState } from "react";
import { Button } from "../../components/Button";
import { Choices } from "../../components/Choices";
import { DayField } from "../../components/DayField";
import { Sheet } from "../../components/Sheet";
import { api } from "../../lib/api";
import { serverClock } from "../../lib/serverClock";
import { tell, useAction } from "../../lib/useAction";
import type { IdeaDetail } from "../../lib/wire";
import { dayOf } from "../me/dayOf";

interface Props {
  idea: IdeaDetail;
  onClose: () => void;
  onDone: (idea: IdeaDetail) => void;
}

const spans = [7, 14, 30].map((days) => ({ value: days, text: `${days} 天` }));

/** Says what an idea's effect is to be seen in, from which day on, and over how many days. */
export function PlanEffect({ idea, onClose, onDone }: Props) {
  const [metricId, setMetricId] = useState(idea.effect?.metric.id ?? null);
  const [startedOn, setStartedOn] = useState(() => idea.effect?.startedOn ?? dayOf(serverClock.now()));
  const [days, setDays] = useState(idea.effect?.days ?? 7);
  const save = useAction(async () => {
    if (metricId === null) return;
    onDone(await api.planEffect(idea.id, { metricId, startedOn, days }));
    tell("已设定，到时会告诉你和对方");
    onClose();
  });
  return (
    <Sheet title="怎么看效果" onClose={onClose}>
      <Text className="sheet__text">比较开始前后同样天数的日均值，用导入的数据来算。</Text>
      <Choices
        kind="pairs"
        label="看哪个指标"
        options={idea.metrics.map(({ id, name }) => ({ value: id, text: name }))}
        value={metricId}
        onChange={setMetricId}
      />
      <DayField
        label="从哪天开始做的"
        value={startedOn}
        earliest={dayOf(new Date(idea.createdAt))}
        onChange={setStartedOn}
      />
      <Choices kind="few" label="前后各看几天" options={spans} value={days} onChange={setDays} />
      <View className="buttons">
        <Button text="确定" onTap={() => void save.run()} isBusy={save.isBusy} isDisabled={metricId === null} />
      </View>
    </Sheet>
  );
}
