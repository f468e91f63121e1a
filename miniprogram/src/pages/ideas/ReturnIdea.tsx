import { View } from "@tarojs/components";
import { useState } from "react";
import { Button } from "../../components/Button";
import { Choices } from "../../components/Choices";
import { Field } from "../../components/Field";
import { Sheet } from "../../components/Sheet";
import { api } from "../../lib/api";
import { useAction } from "../../lib/useAction";
import type { IdeaDetail } from "../../lib/wire";

interface Props {
  idea: IdeaDetail;
  onClose: () => void;
  onDone: (idea: IdeaDetail) => void;
}

/** The same as on the card of the chat (bot/cards/ideaReturnReasons). */
export const ideaReturnReasons = [
  "请写得再具体一点",
  "已经在做了",
  "花费比收益大",
  "现在不合适，以后再看",
  "不归我们管，请找对口的人",
] as const;

const usual = ideaReturnReasons.map((text) => ({ value: text as string, text }));

/** Gives an idea back with a reason: a usual one, or one's own words. */
export function ReturnIdea({ idea, onClose, onDone }: Props) {
  const [reason, setReason] = useState("");
  const send = useAction(async () => {
    onDone(await api.returnIdea(idea.id, reason.trim()));
    onClose();
  });
  return (
    <Sheet title={`退回 ${idea.author.name} 的建议`} onClose={onClose}>
      <Choices
        kind="pairs"
        label="常用原因"
        options={usual}
        value={usual.some(({ value }) => value === reason) ? reason : null}
        onChange={setReason}
      />
      <Field
        label="告诉对方为什么"
        value={reason}
        onChange={setReason}
        placeholder="例如：仓库里还有三个月的赠品"
        isLong
        most={200}
      />
      <View className="buttons">
        <Button text="退回" onTap={() => void send.run()} isBusy={send.isBusy} isDisabled={reason.trim() === ""} />
      </View>
    </Sheet>
  );
}
