import { Text, View } from "@tarojs/components";
import { Tag } from "../../components/Tag";
import { Tap } from "../../components/Tap";
import { momentText } from "../../lib/format";
import { open } from "../../lib/open";
import type { Idea } from "../../lib/wire";
import { effectText } from "./effectText";
import { stateWords } from "./stateWords";

/** One idea in a list: what it says, how it stands, and what it did. */
export function IdeaCard({ idea, isMine }: { idea: Idea; isMine: boolean }) {
  const { text, tone } = stateWords[idea.state];
  const by = isMine ? momentText(idea.createdAt) : `${idea.author.name} · ${momentText(idea.createdAt)}`;
  return (
    <Tap className="card idea" role="link" onTap={() => open("ideas", { id: idea.id })}>
      <View className="idea__top">
        <Text className="idea__meta">{by}</Text>
        <Tag tone={tone} text={text} />
      </View>
      <Text className="idea__text">{idea.text}</Text>
      {idea.state === "returned" && idea.note && <Text className="idea__note">理由：{idea.note}</Text>}
      {idea.effect && <Text className="idea__effect">{effectText(idea.effect)}</Text>}
    </Tap>
  );
}
