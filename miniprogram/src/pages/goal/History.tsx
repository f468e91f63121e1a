import { Text, View } from "@tarojs/components";
import { useState } from "react";
import { Card } from "../../components/Card";
import { Tap } from "../../components/Tap";
import { momentText } from "../../lib/format";
import type { HistoryEntry } from "../../lib/wire";
import { historyWords } from "../../lib/words";

const inShort = 4;

/** Who did what with the goal, and why. */
export function History({ entries }: { entries: readonly HistoryEntry[] }) {
  const [isWhole, setWhole] = useState(false);
  if (entries.length === 0) return null;
  const shown = isWhole ? entries : entries.slice(0, inShort);
  return (
    <Card title="谁在什么时候做了什么">
      {shown.map(({ at, kind, by, onBehalfOf, reason }) => (
        <View key={`${at}:${kind}`} className="history">
          <Text className="history__what">
            {by?.name ?? "系统"}
            {onBehalfOf ? `（代 ${onBehalfOf.name}）` : ""} {historyWords[kind]}
          </Text>
          {reason && <Text className="history__why">“{reason}”</Text>}
          <Text className="history__when">{momentText(at)}</Text>
        </View>
      ))}
      {entries.length > inShort && (
        <Tap className="goal__more" onTap={() => setWhole(!isWhole)}>
          <Text>{isWhole ? "收起" : `全部 ${entries.length} 条`}</Text>
        </Tap>
      )}
    </Card>
  );
}
