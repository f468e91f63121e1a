import { Text, View } from "@tarojs/components";
import { Avatar } from "../../components/Avatar";
import { LongList } from "../../components/LongList";
import { Row } from "../../components/Row";
import { wholePercent } from "../../lib/format";
import { open } from "../../lib/open";
import type { Member } from "../../lib/wire";
import { statusWords } from "../../lib/words";

const rowHeight = 68;

/** Everybody below me, best first. */
export function Members({ members }: { members: readonly Member[] }) {
  return (
    <View className="card span">
      <View className="card__head">
        <Text className="card__title">成员</Text>
        <Text className="team__aside">{members.length} 人</Text>
      </View>
      <LongList
        items={members}
        rowHeight={rowHeight}
        render={(member) => (
          <Row
            icon={<Avatar name={member.name} />}
            title={member.name}
            meta={memberText(member)}
            value={wholePercent(member.progress)}
            onTap={() => open("person", { id: member.id })}
          />
        )}
      />
    </View>
  );
}

/** What needs help first: a narrow screen cuts off the rest. */
const urgency = ["offTrack", "atRisk", "silent", "onTrack", "reached"] as const;

/** How somebody's key results stand, in shape and word: '▲ 1 有风险  ● 2 正常'. */
export function memberText({ keyResults, isSilent }: Pick<Member, "keyResults" | "isSilent">): string {
  if (keyResults.length === 0) return "没有进行中的目标";
  const parts = urgency.flatMap((status) => {
    const { shape, word } = statusWords[status];
    const count = keyResults.filter((one) => one.status === status).length;
    return count > 0 ? [`${shape} ${count} ${word}`] : [];
  });
  const isSaid = keyResults.some(({ status }) => status === "silent");
  return [...parts, ...(isSilent && !isSaid ? ["○ 未更新"] : [])].join("  ");
}
