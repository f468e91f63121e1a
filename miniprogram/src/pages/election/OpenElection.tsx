import { Text, View } from "@tarojs/components";
import { useState } from "react";
import { Button } from "../../components/Button";
import { Choices } from "../../components/Choices";
import { DayField } from "../../components/DayField";
import { Sheet } from "../../components/Sheet";
import { api } from "../../lib/api";
import { serverClock } from "../../lib/serverClock";
import { tell, useAction } from "../../lib/useAction";
import { useKey } from "../../lib/useKey";
import type { Election, Elections } from "../../lib/wire";
import { dayOf } from "../me/dayOf";
import { monthsUntil } from "./monthsUntil";

interface Props {
  departments: Elections["departments"];
  /** In work days, which only the server knows. */
  usualDays: Elections["usualDays"];
  onClose: () => void;
  onDone: (election: Election) => void;
}

const dayMs = 86_400_000;
const seatChoices = [1, 2, 3, 5].map((value) => ({ value, text: `${value} 人` }));
const everybody = "";

/** Opens the choice of a month's excellent staff: who takes part, how many are chosen, and until when. */
export function OpenElection({ departments, usualDays, onClose, onDone }: Props) {
  const [today] = useState(() => serverClock.now());
  const inDays = (days: number) => dayOf(new Date(today.getTime() + days * dayMs));
  const months = monthsUntil(inDays(0));
  const [month, setMonth] = useState(months[0]!.value);
  const [departmentId, setDepartmentId] = useState(everybody);
  const [seats, setSeats] = useState(1);
  const [nominateUntil, setNominateUntil] = useState(() => usualDays?.nominateUntil ?? inDays(2));
  const [voteUntil, setVoteUntil] = useState(() => usualDays?.voteUntil ?? inDays(4));
  const plan = { month, departmentId: departmentId || null, seats, nominateUntil, voteUntil };
  const key = useKey(JSON.stringify(plan));
  const send = useAction(async () => {
    const election = await api.openElection(plan, key);
    tell("已发起，参加的人会收到消息");
    onClose();
    onDone(election);
  });
  const scopes = [
    { value: everybody, text: "全公司" },
    ...departments.map(({ id, name }) => ({ value: id, text: name })),
  ];
  return (
    <Sheet title="发起评选" onClose={onClose}>
      <Text className="sheet__text">同事先提名，再投票；得票最多的当选，上荣誉墙并发证书。</Text>
      <Choices kind="few" label="哪个月" options={months} value={month} onChange={setMonth} />
      <Choices label="谁参加" options={scopes} value={departmentId} onChange={setDepartmentId} />
      <Choices kind="few" label="选几人" options={seatChoices} value={seats} onChange={setSeats} />
      <DayField label="提名到哪天" value={nominateUntil} earliest={inDays(0)} onChange={setNominateUntil} />
      <DayField label="投票到哪天" value={voteUntil} earliest={nominateUntil} onChange={setVoteUntil} />
      <View className="buttons">
        <Button
          text="发起"
          onTap={() => void send.run()}
          isBusy={send.isBusy}
          isDisabled={voteUntil <= nominateUntil}
        />
      </View>
    </Sheet>
  );
}
