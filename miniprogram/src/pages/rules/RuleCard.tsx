import { Text, View } from "@tarojs/components";
import { Badge } from "../../components/Badge";
import { Tag } from "../../components/Tag";
import { Tap } from "../../components/Tap";
import { open } from "../../lib/open";
import type { Rule } from "../../lib/wire";
import { kinds } from "./ruleKinds";
import { giftText, stateWords } from "./ruleWords";

/** One rule in the list: how it stands, what it gives, how often it has given. */
export function RuleCard({ rule }: { rule: Rule }) {
  const { id, name, kind, state, department, badge, given } = rule;
  return (
    <Tap className="card rule" role="link" onTap={() => open("rules", { id })}>
      <View className="rule__top">
        <Text className="rule__meta">
          {kinds[kind].text} · {department?.name ?? "全公司"}
        </Text>
        <Tag {...stateWords[state]} />
      </View>
      <View className="rule__main">
        {badge && <Badge kind="badge" design={badge.design} rank={badge.level} name={badge.name} size={40} />}
        <View className="rule__words">
          <Text className="rule__name">{name}</Text>
          <Text className="rule__line">{giftText(rule)}</Text>
        </View>
      </View>
      <Text className="rule__line">{given > 0 ? `已给出 ${given} 次` : "还没有给过"}</Text>
    </Tap>
  );
}
