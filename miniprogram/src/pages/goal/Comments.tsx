import { Text, View } from "@tarojs/components";
import { useState } from "react";
import { Button } from "../../components/Button";
import { Card } from "../../components/Card";
import { Field } from "../../components/Field";
import { Sheet } from "../../components/Sheet";
import { Tag } from "../../components/Tag";
import { api } from "../../lib/api";
import { momentText } from "../../lib/format";
import { tell, useAction } from "../../lib/useAction";
import type { GoalDetail } from "../../lib/wire";

interface Props {
  goal: GoalDetail;
  onChanged: () => Promise<void>;
}

/** Problems raised by the owner, and what was said to them (S199, S202). */
export function Comments({ goal, onChanged }: Props) {
  const [isWriting, setWriting] = useState(false);
  const kind = goal.isMine ? "problem" : "answer";
  const last = goal.comments[0];
  const mayWrite = goal.abilities.comment && (kind === "problem" || last?.kind === "problem");
  if (goal.comments.length === 0 && !mayWrite) return null;
  return (
    <Card title="问题与回复">
      {goal.comments.map((one) => (
        <View key={one.id} className="comment">
          <View className="comment__head">
            <Tag text={one.kind === "problem" ? "求助" : "回复"} tone={one.kind === "problem" ? "warn" : "good"} />
            <Text className="comment__by">
              {one.by.name} · {momentText(one.at)}
            </Text>
          </View>
          <Text className="comment__text">{one.text}</Text>
        </View>
      ))}
      {mayWrite && (
        <View className="buttons">
          <Button kind="quiet" text={kind === "problem" ? "求助" : "回复"} onTap={() => setWriting(true)} />
        </View>
      )}
      {isWriting && <Writing goal={goal} kind={kind} onClose={() => setWriting(false)} onChanged={onChanged} />}
    </Card>
  );
}

interface WritingProps extends Props {
  kind: "problem" | "answer";
  onClose: () => void;
}

function Writing({ goal, kind, onClose, onChanged }: WritingProps) {
  const [text, setText] = useState("");
  const send = useAction(async () => {
    await api.comment(goal.id, kind, text.trim());
    tell(kind === "problem" ? "已告诉上级" : "已回复");
    onClose();
    await onChanged();
  });
  return (
    <Sheet title={kind === "problem" ? "遇到什么问题？" : `回复 ${goal.owner.name}`} onClose={onClose}>
      <Field
        label={kind === "problem" ? "说清缺什么、要多少" : "怎么办"}
        value={text}
        onChange={setText}
        placeholder={kind === "problem" ? "例如：推广预算不够，还要 2,000 元" : "例如：同意，注意投产比"}
        isLong
        most={300}
      />
      <View className="buttons">
        <Button text="发送" onTap={() => void send.run()} isBusy={send.isBusy} isDisabled={text.trim() === ""} />
      </View>
    </Sheet>
  );
}
