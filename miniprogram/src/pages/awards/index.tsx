import { Text, View } from "@tarojs/components";
import Taro, { useReachBottom } from "@tarojs/taro";
import { useState } from "react";
import { Button } from "../../components/Button";
import { Card } from "../../components/Card";
import { Empty } from "../../components/Empty";
import { Fault, Page } from "../../components/Page";
import { PraiseSheet } from "../../components/PraiseSheet";
import { RecognitionCard } from "../../components/RecognitionCard";
import { Row } from "../../components/Row";
import { Skeleton } from "../../components/Skeleton";
import { Tap } from "../../components/Tap";
import { api } from "../../lib/api";
import { open } from "../../lib/open";
import { tell, useAction } from "../../lib/useAction";
import { type Pages, usePages } from "../../lib/usePages";
import { useWallChange } from "../../lib/wall";
import type { Recognition } from "../../lib/wire";
import { LongWall } from "./LongWall";
import "./index.scss";

const pageSize = 30;

/** Badges and praise of the company, newest first. */
export default function AwardsPage() {
  const [mayGive, setMayGive] = useState(false);
  const pages = usePages(async (after) => {
    const { recognitions, abilities } = await api.recognitions({ after, limit: pageSize });
    setMayGive(abilities.give);
    return recognitions;
  }, pageSize);
  const [isPraising, setPraising] = useState(false);
  useReachBottom(() => void pages.loadMore());
  useWallChange(() => void pages.reload());
  const ways = (
    <>
      {mayGive && (
        <Tap className="page__link" onTap={() => open("honour")}>
          <Text>授勋</Text>
        </Tap>
      )}
      <Tap className="page__link" onTap={() => setPraising(true)}>
        <Text>表扬同事</Text>
      </Tap>
    </>
  );
  return (
    <Page title="荣誉墙" aside={ways} isGrid>
      <Card className="span">
        <Row title="勋章" meta="每枚是为什么授予的" onTap={() => open("badges")} />
      </Card>
      <Wall pages={pages} onPraise={() => setPraising(true)} />
      {isPraising && <PraiseSheet onClose={() => setPraising(false)} />}
    </Page>
  );
}

/** What is taken back is called by its name. */
const kindWords = { praise: "表扬", badge: "勋章", honour: "荣誉", packet: "红包" } as const;

function Wall({ pages, onPraise }: { pages: Pages<Recognition>; onPraise: () => void }) {
  const retract = useAction(async ({ id, kind, team, receiver }: Recognition) => {
    const what = kindWords[kind];
    const { confirm } = await Taro.showModal({
      title: `撤回${what}`,
      content: `撤回给${team?.name ?? receiver.name}的${what}？对方会收到通知。`,
      confirmText: "撤回",
      cancelText: "不撤回",
    });
    if (!confirm) return;
    await api.retractRecognition(id);
    tell("已撤回");
    await pages.reload();
  });
  const more = useAction(pages.loadMore);
  const { items, error, isDone } = pages;
  if (!items)
    return error ? <Fault error={error} onRetry={() => void pages.reload()} /> : <Skeleton hasHero={false} cards={4} />;
  if (items.length === 0)
    return <Empty text="墙上还没有荣誉。谁帮过你，就从表扬谁开始。" action={{ text: "表扬同事", onTap: onPraise }} />;
  return (
    <>
      <LongWall
        items={items}
        render={(one) => (
          <RecognitionCard
            recognition={one}
            onTap={() => open("person", { id: one.receiver.id })}
            onRetract={() => void retract.run(one)}
          />
        )}
      />
      <View className="awards__end span">
        {error !== undefined ? (
          <Fault error={error} onRetry={() => void more.run()} />
        ) : isDone ? (
          <Text className="awards__done">都在这里了</Text>
        ) : (
          <Button kind="quiet" text="更早的" onTap={() => void more.run()} isBusy={more.isBusy} />
        )}
      </View>
    </>
  );
}
