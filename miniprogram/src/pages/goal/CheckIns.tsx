import { Text, View } from "@tarojs/components";
import Taro from "@tarojs/taro";
import { useState } from "react";
import { Card } from "../../components/Card";
import { Tag } from "../../components/Tag";
import { Tap } from "../../components/Tap";
import { api } from "../../lib/api";
import { amountText, momentText } from "../../lib/format";
import { tell, useAction } from "../../lib/useAction";
import type { CheckIn, GoalDetail, KeyResult } from "../../lib/wire";
import { Attachments } from "./Attachments";

interface Props {
  goal: GoalDetail;
  onChanged: () => Promise<void>;
}

const inShort = 5;

/** What was reported, the latest first. */
export function CheckIns({ goal, onChanged }: Props) {
  const [isWhole, setWhole] = useState(false);
  const { checkIns } = goal;
  if (checkIns.length === 0) return null;
  return (
    <Card title="进展记录">
      {(isWhole ? checkIns : checkIns.slice(0, inShort)).map((one) => (
        <Report
          key={one.id}
          checkIn={one}
          keyResult={goal.keyResults.find(({ id }) => id === one.keyResultId)}
          ownerName={goal.owner.name}
          isMine={goal.isMine}
          onChanged={onChanged}
        />
      ))}
      {checkIns.length > inShort && (
        <Tap className="goal__more" onTap={() => setWhole(!isWhole)}>
          <Text>{isWhole ? "收起" : `看最近 ${checkIns.length} 条`}</Text>
        </Tap>
      )}
    </Card>
  );
}

interface ReportProps {
  checkIn: CheckIn;
  keyResult: KeyResult | undefined;
  ownerName: string;
  isMine: boolean;
  onChanged: () => Promise<void>;
}

function Report({ checkIn, keyResult, ownerName, isMine, onChanged }: ReportProps) {
  const { id, by, at, note, confidence, retractedAt, isOnBehalf, attachments, abilities } = checkIn;
  const take = useAction(async () => {
    const { confirm } = await Taro.showModal({
      title: isOnBehalf && isMine ? "这不是我的数？" : "撤回这条进度？",
      content: "撤回后进度会重新计算，记录仍然看得到。",
      confirmText: "撤回",
      cancelText: "不撤回",
    });
    if (!confirm) return;
    await api.retractReport(id);
    tell("已撤回");
    await onChanged();
  });
  return (
    <View className={`report${retractedAt ? " report--retracted" : ""}`}>
      <View className="report__body">
        <View className="report__words">
          <View className="report__head">
            <Text className="report__amount">{saidText(checkIn, keyResult)}</Text>
            {isOnBehalf && <Tag text="代报" tone="brand" />}
            {retractedAt && <Tag text="已撤回" tone="mute" />}
          </View>
          <Text className="report__meta">
            {keyResult ? `${keyResult.title} · ` : ""}
            {by ? (isOnBehalf ? `${by.name} 代 ${ownerName} 报` : by.name) : "系统导入"} · {momentText(at)}
            {confidence === null ? "" : ` · 信心 ${confidence}/10`}
          </Text>
        </View>
        {abilities.retract && !retractedAt && (
          <Tap className="report__take" onTap={() => void take.run()} isDisabled={take.isBusy}>
            <Text>{isOnBehalf && isMine ? "不是我的数，撤回" : "撤回"}</Text>
          </Tap>
        )}
      </View>
      {note && <Text className="report__note">{note}</Text>}
      {attachments.length > 0 && <Attachments attachments={attachments} />}
    </View>
  );
}

function saidText({ operation, amount }: CheckIn, keyResult: KeyResult | undefined): string {
  if (keyResult?.kind === "binary") return /[1-9]/.test(amount) ? "已完成" : "未完成";
  const figure = amountText(amount, keyResult?.unit ?? "");
  return operation === "add" && !amount.startsWith("-") ? `+${figure}` : figure;
}
