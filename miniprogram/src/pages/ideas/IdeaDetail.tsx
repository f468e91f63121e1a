import { Text, View } from "@tarojs/components";
import { useState } from "react";
import { Button } from "../../components/Button";
import { Card } from "../../components/Card";
import { Loaded, Page } from "../../components/Page";
import { Skeleton } from "../../components/Skeleton";
import { Tag } from "../../components/Tag";
import { api } from "../../lib/api";
import { momentText } from "../../lib/format";
import { tell, useAction } from "../../lib/useAction";
import { useQuery } from "../../lib/useQuery";
import type { IdeaDetail as Detail } from "../../lib/wire";
import { EffectCard } from "./EffectCard";
import { PlanEffect } from "./PlanEffect";
import { ReturnIdea } from "./ReturnIdea";
import { stateWords } from "./stateWords";

/** One idea: what it says, what was decided, and what it did. */
export function IdeaDetail({ id }: { id: string }) {
  const query = useQuery(() => api.idea(id));
  return (
    <Page title="建议" isLeaf>
      <Loaded query={query} skeleton={<Skeleton hasHero={false} cards={2} />}>
        {(idea) => (
          <>
            <Said idea={idea} />
            {idea.effect && <EffectCard effect={idea.effect} />}
            <Moves idea={idea} onChanged={query.set} />
          </>
        )}
      </Loaded>
    </Page>
  );
}

function Said({ idea }: { idea: Detail }) {
  const { text, tone } = stateWords[idea.state];
  return (
    <Card>
      <View className="idea__top">
        <Text className="idea__meta">
          {idea.author.name} · {momentText(idea.createdAt)}
        </Text>
        <Tag tone={tone} text={text} />
      </View>
      <Text className="idea__whole">{idea.text}</Text>
      <Text className="idea__line">{standing(idea)}</Text>
    </Card>
  );
}

function standing({ state, asked, onBehalfOf, decidedBy, decidedAt, note }: Detail): string {
  if (state === "open") {
    const who = asked ? `${asked.name}${onBehalfOf ? `（代 ${onBehalfOf.name}）` : ""}` : "主管";
    return `等 ${who} 回复`;
  }
  if (state === "withdrawn") return "提出人已撤回";
  const by = `${momentText(decidedAt ?? "")} 由 ${decidedBy?.name ?? "主管"} `;
  return state === "returned" && note ? `${by}退回，理由：${note}` : `${by}${state === "accepted" ? "采纳" : "退回"}`;
}

function Moves({ idea, onChanged }: { idea: Detail; onChanged: (idea: Detail) => void }) {
  const [sheet, setSheet] = useState<"return" | "plan">();
  const accept = useAction(async () => {
    onChanged(await api.acceptIdea(idea.id));
    tell("已采纳，10 分钟内可以撤销");
  });
  const undo = useAction(async () => {
    onChanged(await api.undoIdea(idea.id));
    tell("已撤销，重新等你回复");
  });
  const withdraw = useAction(async () => {
    onChanged(await api.withdrawIdea(idea.id));
    tell("已撤回，想好了可以再提");
  });
  const may = idea.abilities;
  const close = () => setSheet(undefined);
  return (
    <>
      {(may.accept || may.return) && (
        <View className="buttons">
          {may.return && (
            <Button kind="quiet" text="退回" onTap={() => setSheet("return")} isDisabled={accept.isBusy} />
          )}
          {may.accept && <Button text="采纳" onTap={() => void accept.run()} isBusy={accept.isBusy} />}
        </View>
      )}
      {may.plan && (
        <Button
          kind={idea.effect ? "quiet" : "primary"}
          text={idea.effect ? "重新设定怎么看效果" : "设定怎么看效果"}
          onTap={() => setSheet("plan")}
        />
      )}
      {may.withdraw && <Button kind="quiet" text="撤回" onTap={() => void withdraw.run()} isBusy={withdraw.isBusy} />}
      {may.undo && <Button kind="quiet" text="撤销" onTap={() => void undo.run()} isBusy={undo.isBusy} />}
      {sheet === "return" && <ReturnIdea idea={idea} onClose={close} onDone={onChanged} />}
      {sheet === "plan" && <PlanEffect idea={idea} onClose={close} onDone={onChanged} />}
    </>
  );
}
