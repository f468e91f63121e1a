import { Text, View } from "@tarojs/components";
import { useState } from "react";
import { Button } from "../../components/Button";
import { Card } from "../../components/Card";
import { Choices } from "../../components/Choices";
import { Empty } from "../../components/Empty";
import { Hero } from "../../components/Hero";
import { Loaded, Page } from "../../components/Page";
import { Skeleton } from "../../components/Skeleton";
import { api } from "../../lib/api";
import { useQuery } from "../../lib/useQuery";
import type { Ideas } from "../../lib/wire";
import { IdeaCard } from "./IdeaCard";
import { NewIdea } from "./NewIdea";

type Scope = "mine" | "waiting" | "accepted";

const scopes = [
  { value: "mine", text: "我的" },
  { value: "waiting", text: "等我看" },
  { value: "accepted", text: "已采纳" },
] as const;

const nothing: Record<Scope, string> = {
  mine: "你还没有提过建议。哪里可以做得更好，写一句话就行。",
  waiting: "没有等你看的建议。有人提时，消息会告诉你。",
  accepted: "公司还没有采纳过建议。第一条可以是你的。",
};

/** Mine, those that wait for me, and what the company has accepted. */
export function IdeaList() {
  const [scope, setScope] = useState<Scope>("mine");
  const [isWriting, setWriting] = useState(false);
  const [turn, setTurn] = useState(0);
  return (
    <Page title="建议箱" isLeaf isGrid footer={<Button text="提一条建议" onTap={() => setWriting(true)} />}>
      <View className="span">
        <Choices kind="few" options={scopes} value={scope} onChange={setScope} />
      </View>
      <Listed key={`${scope}:${turn}`} scope={scope} />
      {isWriting && (
        <NewIdea
          onClose={() => setWriting(false)}
          onDone={() => {
            setScope("mine");
            setTurn(turn + 1);
          }}
        />
      )}
    </Page>
  );
}

function Listed({ scope }: { scope: Scope }) {
  const query = useQuery(() => api.ideas(scope), `ideas-${scope}`);
  return (
    <Loaded query={query} skeleton={<Skeleton hasHero={false} cards={4} />}>
      {({ ideas, waiting, quarter }) => (
        <>
          {scope === "mine" && <QuarterCard quarter={quarter} />}
          {scope !== "waiting" && waiting > 0 && <Text className="ideas__waiting span">有 {waiting} 条建议等你看</Text>}
          {ideas.length === 0 && <Empty text={nothing[scope]} />}
          {ideas.map((idea) => (
            <IdeaCard key={idea.id} idea={idea} isMine={scope === "mine"} />
          ))}
        </>
      )}
    </Loaded>
  );
}

function QuarterCard({ quarter: { valid, aim } }: Pick<Ideas, "quarter">) {
  const line = valid >= aim ? `已达到每季度 ${aim} 条` : `每季度 ${aim} 条，再有 ${aim - valid} 条就够了`;
  return (
    <Card className="span">
      <Hero caption="本季度被采纳" number={String(valid)} unit="条" line={line} />
    </Card>
  );
}
