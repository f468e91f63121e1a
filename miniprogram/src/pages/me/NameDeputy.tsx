import { Text, View } from "@tarojs/components";
import { useState } from "react";
import { Button } from "../../components/Button";
import { DayField } from "../../components/DayField";
import { PeoplePicker } from "../../components/PeoplePicker";
import { Sheet } from "../../components/Sheet";
import { api } from "../../lib/api";
import { serverClock } from "../../lib/serverClock";
import { tell, useAction } from "../../lib/useAction";
import type { Colleague } from "../../lib/wire";
import { dayOf } from "./dayOf";

interface Props {
  onClose: () => void;
  onDone: () => Promise<void>;
}

/** Names who decides for me, and on which days. */
export function NameDeputy({ onClose, onDone }: Props) {
  const [person, setPerson] = useState<Colleague>();
  const [startsOn, setStartsOn] = useState(() => dayOf(serverClock.now()));
  const [endsOn, setEndsOn] = useState(startsOn);
  const begin = (day: string) => {
    setStartsOn(day);
    if (endsOn < day) setEndsOn(day);
  };
  const send = useAction(async () => {
    if (!person) return;
    await api.nameDeputy({ deputyId: person.id, startsOn, endsOn });
    tell(`已请${person.name}代审批`);
    onClose();
    await onDone();
  });
  if (!person)
    return (
      <Sheet title="请人代审批" onClose={onClose}>
        <PeoplePicker label="请谁" onPick={setPerson} />
      </Sheet>
    );
  return (
    <Sheet title={`请 ${person.name} 代审批`} onClose={onClose}>
      <Text className="sheet__text">这些天里等你审批的目标由对方处理，你会看到结果。</Text>
      <DayField label="从哪天" value={startsOn} onChange={begin} />
      <DayField label="到哪天（包括这一天）" value={endsOn} earliest={startsOn} onChange={setEndsOn} />
      <View className="buttons">
        <Button text="确定" onTap={() => void send.run()} isBusy={send.isBusy} />
      </View>
    </Sheet>
  );
}
