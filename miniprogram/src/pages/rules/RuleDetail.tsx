import { Text, View } from "@tarojs/components";
import { Badge } from "../../components/Badge";
import { Card } from "../../components/Card";
import { Loaded, Page } from "../../components/Page";
import { Row } from "../../components/Row";
import { Skeleton } from "../../components/Skeleton";
import { Tag } from "../../components/Tag";
import { api } from "../../lib/api";
import { momentText } from "../../lib/format";
import { useQuery } from "../../lib/useQuery";
import type { Rule } from "../../lib/wire";
import { yuanText } from "../../lib/yuan";
import { PreviewCard } from "./PreviewCard";
import { RuleMoves } from "./RuleMoves";
import { bodyOfRule } from "./ruleDraft";
import { kinds } from "./ruleKinds";
import { ruleSentence, stateWords } from "./ruleWords";
import { usePreview } from "./usePreview";

/** One rule: what it says, what it has given, and what can be done with it. */
export function RuleDetail({ id }: { id: string }) {
  const query = useQuery(() => api.rule(id));
  return (
    <Page title="自动奖励" isLeaf isGrid>
      <Loaded query={query} skeleton={<Skeleton hasHero={false} cards={2} />}>
        {(rule) => <Shown rule={rule} onChanged={query.set} />}
      </Loaded>
    </Page>
  );
}

function Shown({ rule, onChanged }: { rule: Rule; onChanged: (rule: Rule) => void }) {
  const preview = usePreview(bodyOfRule(rule));
  const isSeen = preview.result !== undefined && !preview.isStale;
  return (
    <>
      <View className="page__side">
        <Said rule={rule} />
      </View>
      <View className="page__side">
        {rule.state !== "active" && <PreviewCard preview={preview} />}
        <RuleMoves rule={rule} isSeen={isSeen} onChanged={onChanged} />
      </View>
    </>
  );
}

function Said({ rule }: { rule: Rule }) {
  const { name, kind, state, badge, given, amountFen, monthCap, activeFrom, writer, approver, returned } = rule;
  return (
    <Card>
      <View className="rule__top">
        <Text className="rule__meta">{kinds[kind].text}</Text>
        <Tag {...stateWords[state]} />
      </View>
      <View className="rule__main">
        {badge && <Badge kind="badge" design={badge.design} rank={badge.level} name={badge.name} size={56} />}
        <Text className="rule__title">{name}</Text>
      </View>
      <Text className="rule__sentence">{ruleSentence(rule)}</Text>
      {badge?.isArchived && (
        <Text className="rule__fault">■ “{badge.name}”勋章已停用，这条规则现在什么也不给，请换一枚。</Text>
      )}
      <Row title="已给出" value={`${given} 次`} />
      {amountFen > 0 && <Row title="每月最多" meta="只给导入的或别人确认过的" value={yuanText(amountFen * monthCap)} />}
      {state === "active" && activeFrom && <Row title="从什么时候起算" value={momentText(activeFrom)} />}
      {writer && <Row title="谁写的" value={writer.name} />}
      {approver && <Row title="谁同意的" value={approver.name} />}
      {returned && <Text className="rule__fault">{`■ ${returned.by.name} 退回：${returned.note}`}</Text>}
    </Card>
  );
}
