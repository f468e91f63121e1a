import { Text, View } from "@tarojs/components";
import { useState } from "react";
import { Button } from "../../components/Button";
import { Field } from "../../components/Field";
import { Sheet } from "../../components/Sheet";
import { api } from "../../lib/api";
import { tell, useAction } from "../../lib/useAction";
import { useKey } from "../../lib/useKey";

interface Props {
  onClose: () => void;
  onDone: () => void;
}

const least = 5;
const most = 300;

/** Writes down how something could be done better. */
export function NewIdea({ onClose, onDone }: Props) {
  const [text, setText] = useState("");
  const key = useKey(text.trim());
  const send = useAction(async () => {
    await api.sendIdea(text.trim(), key);
    tell("已交给主管，有结果会通知你");
    onClose();
    onDone();
  });
  const length = [...text.trim()].length;
  return (
    <Sheet title="提一条建议" onClose={onClose}>
      <Text className="sheet__text">交给主管看；采纳了，团队都会知道是你提的。</Text>
      <Field
        label="怎么做会更好"
        value={text}
        onChange={setText}
        placeholder="例如：把赠品换成试用装，退货会少"
        help={length < least ? `至少写 ${least} 个字` : `${length}/${most} 字`}
        isLong
        most={most}
      />
      <View className="buttons">
        <Button text="交上去" onTap={() => void send.run()} isBusy={send.isBusy} isDisabled={length < least} />
      </View>
    </Sheet>
  );
}
