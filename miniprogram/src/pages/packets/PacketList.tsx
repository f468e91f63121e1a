import { View } from "@tarojs/components";
import { useReachBottom } from "@tarojs/taro";
import { useRef, useState } from "react";
import { Button } from "../../components/Button";
import { Choices } from "../../components/Choices";
import { Empty } from "../../components/Empty";
import { Loaded, Page } from "../../components/Page";
import { Skeleton } from "../../components/Skeleton";
import { open } from "../../lib/open";
import { useAction } from "../../lib/useAction";
import { useQuery } from "../../lib/useQuery";
import type { PacketScope } from "../../lib/wire";
import { addPage, loadPackets } from "./loadPackets";
import { PacketCard } from "./PacketCard";
import { PayoutsCard } from "./PayoutsCard";

const usual = [
  { value: "given", text: "我发的" },
  { value: "waiting", text: "待我审批" },
] as const;
const ofKeepers = [...usual, { value: "held", text: "待处理" }] as const;

const nothing: Record<PacketScope, string> = {
  given: "你还没有发过红包。做得好的同事，当天就可以发一个。",
  waiting: "没有等你审批的红包。有人申请时，消息会告诉你。",
  held: "没有要处理的红包，发出的都有结果。",
};

/** Those I gave, those that wait for me, and those that somebody must see to. */
export function PacketList({ start }: { start: PacketScope }) {
  const [scope, setScope] = useState(start);
  const [isKeeper, setKeeper] = useState(start === "held");
  return (
    <Page title="红包" isLeaf isGrid footer={<Button text="发红包" onTap={() => open("give")} />}>
      <View className="span">
        <Choices kind="few" options={isKeeper ? ofKeepers : usual} value={scope} onChange={setScope} />
      </View>
      <Listed key={scope} scope={scope} onKeeper={setKeeper} />
    </Page>
  );
}

function Listed({ scope, onKeeper }: { scope: PacketScope; onKeeper: (isKeeper: boolean) => void }) {
  // What was turned to stays in view when one comes back from one of them: as many are asked for anew.
  const pages = useRef(1);
  const query = useQuery(async () => {
    const found = await loadPackets(scope, pages.current);
    onKeeper(found.payouts.mayFreeze);
    return found;
  }, `packets-${scope}`);
  const more = useAction(async () => {
    if (!query.data || query.data.isDone) return;
    query.set(await addPage(scope, query.data));
    pages.current++;
  });
  useReachBottom(() => void more.run());
  return (
    <Loaded query={query} skeleton={<Skeleton hasHero={false} cards={4} />}>
      {({ packets, payouts, isDone }) => (
        <>
          {(payouts.isFrozen || scope === "held") && (
            <PayoutsCard payouts={payouts} onChanged={(changed) => query.set({ packets, isDone, payouts: changed })} />
          )}
          {packets.length === 0 && <Empty text={nothing[scope]} />}
          {packets.map((packet) => (
            <PacketCard key={packet.id} packet={packet} isMine={scope === "given"} />
          ))}
          {!isDone && (
            <View className="span">
              <Button kind="quiet" text="更早的" onTap={() => void more.run()} isBusy={more.isBusy} />
            </View>
          )}
        </>
      )}
    </Loaded>
  );
}
