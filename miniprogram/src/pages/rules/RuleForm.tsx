import { Text, View } from "@tarojs/components";
import Taro from "@tarojs/taro";
import { useState } from "react";
import { Button } from "../../components/Button";
import { Card } from "../../components/Card";
import { Field } from "../../components/Field";
import { Page } from "../../components/Page";
import { api } from "../../lib/api";
import { tell, useAction } from "../../lib/useAction";
import { useKey } from "../../lib/useKey";
import type { Rule, RuleChoices } from "../../lib/wire";
import { CapFields } from "./CapFields";
import { GiftFields } from "./GiftFields";
import { PreviewCard } from "./PreviewCard";
import { ReasonFields } from "./ReasonFields";
import { bodyOf, type Draft, draftOf, emptyDraft, missingIn, spokenOf, wrongIn } from "./ruleDraft";
import { type Faults, faultsOf } from "./ruleFaults";
import { ruleSentence } from "./ruleWords";
import { usePreview } from "./usePreview";
import { withRule } from "./withRule";

interface Props {
  choices: RuleChoices;
  /** The one that is changed. */
  rule: Rule | undefined;
}

/** Why, for whom, what and how much at most; with the whole in a sentence, and what it would have given. */
export function RuleForm({ choices: offered, rule }: Props) {
  const choices = withRule(offered, rule);
  const [draft, setDraft] = useState(() => (rule ? draftOf(rule) : emptyDraft));
  const [faults, setFaults] = useState<Faults>({});
  const change = (next: Partial<Draft>) => {
    setFaults({});
    setDraft((before) => ({ ...before, ...next }));
  };
  const body = bodyOf(draft);
  const key = useKey(JSON.stringify(draft));
  const wrong = wrongIn(draft, choices);
  const isRight = body !== undefined && Object.keys(wrong).length === 0;
  const preview = usePreview(isRight ? body : undefined);
  const missing = [...missingIn(draft), ...(draft.name.trim() === "" ? ["名字"] : [])];
  const save = useAction(async () => {
    if (!body) return;
    try {
      const saved = await (rule ? api.editRule(rule.id, body) : api.writeRule(body, key));
      tell("已存为草稿");
      await leave(saved.id, rule !== undefined);
    } catch (error) {
      const found = faultsOf(error);
      if (!found) throw error;
      setFaults(found);
      tell(Object.values(found)[0] ?? "");
    }
  });
  const parts = { draft, choices, faults: { ...wrong, ...faults }, onChange: change };
  return (
    <Page
      title={rule ? "修改规则" : "写一条规则"}
      isLeaf
      isGrid
      footer={
        <Button
          text="存为草稿"
          onTap={() => void save.run()}
          isBusy={save.isBusy}
          isDisabled={!isRight || draft.name.trim() === ""}
        />
      }
    >
      <View className="page__side">
        <ReasonFields {...parts} />
        <GiftFields {...parts} />
      </View>
      <View className="page__side">
        <CapFields {...parts} />
        <Card>
          <Field
            label="叫什么"
            value={draft.name}
            onChange={(name) => change({ name })}
            placeholder="例如：稳定发货奖"
            help="得到的人会看到这个名字"
            fault={faults.name}
            most={20}
          />
        </Card>
        <Card title="这条规则">
          {body && (
            <Text className="rule__sentence rule__sentence--first">{ruleSentence(spokenOf(body, choices))}</Text>
          )}
          {missing.length > 0 && <Text className="rule__line">还差：{missing.join("、")}</Text>}
          {rule && <Text className="rule__line">改了以后要重新启用；发红包的要重新审批。</Text>}
        </Card>
        <PreviewCard preview={preview} isDisabled={!isRight} />
      </View>
    </Page>
  );
}

/** To the rule: back to it where one came from it. */
async function leave(id: string, isChanged: boolean) {
  if (isChanged && Taro.getCurrentPages().length > 1) await Taro.navigateBack();
  else await Taro.redirectTo({ url: `/pages/rules/index?id=${id}` });
}
