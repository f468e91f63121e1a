import { Text, View } from "@tarojs/components";
import { useState } from "react";
import { Button } from "../../components/Button";
import { Field } from "../../components/Field";
import { PeoplePicker } from "../../components/PeoplePicker";
import { Sheet } from "../../components/Sheet";
import { api } from "../../lib/api";
import { tell, useAction } from "../../lib/useAction";
import type { Colleague, Election } from "../../lib/wire";

interface Props {
  election: Election;
  onClose: () => void;
  onDone: (election: Election) => void;
}

const most = 100;

/** Puts a colleague forward, with the reason everybody reads. */
export function NominateSheet({ election, onClose, onDone }: Props) {
  const [person, setPerson] = useState<Colleague>();
  const [reason, setReason] = useState("");
  const send = useAction(async () => {
    if (!person) return;
    onDone(await api.nominate(election.id, person.id, reason.trim()));
    tell(`已提名${person.name}，对方会收到消息`);
    onClose();
  });
  if (!person)
    return (
      <Sheet title="提名同事" onClose={onClose}>
        <PeoplePicker label="提名谁" onPick={setPerson} />
      </Sheet>
    );
  return (
    <Sheet title={`提名 ${person.name}`} onClose={onClose}>
      <Text className="sheet__text">理由和你的名字，参加评选的同事都会看到。</Text>
      <Field
        label="为什么提名"
        value={reason}
        onChange={setReason}
        placeholder="例如：连续三个月零差错"
        help={`${[...reason].length}/${most} 字`}
        isLong
        most={most}
      />
      <View className="buttons">
        <Button text="提名" onTap={() => void send.run()} isBusy={send.isBusy} isDisabled={reason.trim() === ""} />
      </View>
    </Sheet>
  );
}
