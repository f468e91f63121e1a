import { Text, View } from "@tarojs/components";
import { useState } from "react";
import { api } from "../lib/api";
import { tell, useAction } from "../lib/useAction";
import { useKey } from "../lib/useKey";
import { tellWall } from "../lib/wall";
import type { Person } from "../lib/wire";
import { Button } from "./Button";
import { Choices } from "./Choices";
import { Field } from "./Field";
import { PeoplePicker } from "./PeoplePicker";
import { Sheet } from "./Sheet";

interface Props {
  /** Left out where somebody is to be looked for first. */
  person?: Person;
  onClose: () => void;
  onDone?: () => void;
}

const most = 100;
const reasons = ["主动帮同事", "又快又准", "客户满意", "解决了难题"].map((text) => ({ value: text, text }));

/** Praises a colleague for something, in one's own words or usual ones. */
export function PraiseSheet({ person, onClose, onDone }: Props) {
  const [receiver, setReceiver] = useState(person);
  const [reason, setReason] = useState("");
  const key = useKey(`${receiver?.id}:${reason.trim()}`);
  const praise = useAction(async () => {
    if (!receiver) return;
    await api.praise(receiver.id, reason.trim(), key);
    tell(`已表扬${receiver.name}，对方会收到消息`);
    tellWall();
    onClose();
    onDone?.();
  });
  if (!receiver)
    return (
      <Sheet title="表扬同事" onClose={onClose}>
        <PeoplePicker label="表扬谁" onPick={setReceiver} />
      </Sheet>
    );
  return (
    <Sheet title={`表扬 ${receiver.name}`} onClose={onClose}>
      <Text className="sheet__text">对方和所在团队都会看到，10 分钟内可以撤回。</Text>
      <Choices
        label="常用的话"
        options={reasons}
        value={reasons.some(({ value }) => value === reason) ? reason : null}
        onChange={setReason}
      />
      <Field
        label="为什么表扬"
        value={reason}
        onChange={setReason}
        placeholder="例如：大促当晚帮客服组清完了积压"
        help={`${[...reason].length}/${most} 字`}
        isLong
        most={most}
      />
      <View className="buttons">
        <Button
          text="发出表扬"
          onTap={() => void praise.run()}
          isBusy={praise.isBusy}
          isDisabled={reason.trim() === ""}
        />
      </View>
    </Sheet>
  );
}
