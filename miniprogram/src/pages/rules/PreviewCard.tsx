import { Text, View } from "@tarojs/components";
import { Button } from "../../components/Button";
import { Card } from "../../components/Card";
import { spoken } from "../../components/spoken";
import type { RulePreview } from "../../lib/wire";
import { yuanText } from "../../lib/yuan";
import type { Preview } from "./usePreview";

interface Props {
  preview: Preview;
  /** Something is still missing from the rule. */
  isDisabled?: boolean;
}

/** One press shows what a rule would have given, before it gives anything. */
export function PreviewCard({ preview, isDisabled = false }: Props) {
  const { result, isStale, isBusy, run } = preview;
  return (
    <Card title="先看看">
      <View {...spoken({ role: "status" })}>
        {isBusy ? (
          <Text className="rule__line">正在算过去 90 天，人多时要等一会儿…</Text>
        ) : result ? (
          <>
            {isStale && <Text className="rule__stale">▲ 规则改过了，这是改之前的结果，请再看一次。</Text>}
            <Text className={`rule__preview${isStale ? " rule__preview--stale" : ""}`}>{previewText(result)}</Text>
          </>
        ) : (
          <Text className="rule__line">用过去 90 天的数据算一遍，什么也不会发出。</Text>
        )}
      </View>
      <View className="buttons">
        <Button kind="quiet" text="看看过去 90 天会怎样" onTap={run} isBusy={isBusy} isDisabled={isDisabled} />
      </View>
    </Card>
  );
}

/** '会给 23 人 41 次：41 枚勋章、820 元' */
export function previewText({ gifts, people, badges, amountFen, days }: RulePreview): string {
  if (gifts === 0) return `过去 ${days} 天没有人会得到`;
  const what = [badges > 0 ? `${badges} 枚勋章` : "", amountFen > 0 ? yuanText(amountFen) : ""];
  return `会给 ${people} 人 ${gifts} 次：${what.filter((part) => part !== "").join("、")}`;
}
