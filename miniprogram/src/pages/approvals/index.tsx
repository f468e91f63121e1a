import { Text, View } from "@tarojs/components";
import { useEffect, useState } from "react";
import { Card } from "../../components/Card";
import { Empty } from "../../components/Empty";
import { Loaded, Page } from "../../components/Page";
import { Row } from "../../components/Row";
import { Skeleton } from "../../components/Skeleton";
import { Tap } from "../../components/Tap";
import { api } from "../../lib/api";
import { open } from "../../lib/open";
import { tell, useAction } from "../../lib/useAction";
import { useQuery } from "../../lib/useQuery";
import type { Approval, Approvals } from "../../lib/wire";
import { ApprovalCard } from "./ApprovalCard";
import { ApproveAll } from "./ApproveAll";
import { DecidedCard } from "./DecidedCard";
import type { Decision } from "./Decision";
import { ReturnSheet } from "./ReturnSheet";
import { undoMinutes } from "./undoMinutes";
import "./index.scss";

/** How many the server takes at once. */
const mostAtOnce = 50;

/** Goals that wait for my decision. */
export default function ApprovalsPage() {
  const query = useQuery(api.approvals, "approvals");
  return (
    <Page title="审批" isGrid isLeaf>
      <Loaded query={query} skeleton={<Skeleton hasHero={false} cards={3} />}>
        {(data) => <Waiting data={data} onChanged={query.reload} />}
      </Loaded>
    </Page>
  );
}

function Waiting({ data, onChanged }: { data: Approvals; onChanged: () => Promise<void> }) {
  // What was decided here keeps its place until the list is loaded anew.
  const [decisions, setDecisions] = useState<Record<string, Decision>>({});
  const [returning, setReturning] = useState<Approval>();
  const [isApprovingAll, setApprovingAll] = useState(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new list says itself what is decided
  useEffect(() => setDecisions({}), [data]);
  const decide = (id: string, decision: Decision | undefined) =>
    setDecisions(({ [id]: _, ...others }) => (decision ? { ...others, [id]: decision } : others));
  const undo = useAction(async (id: string) => {
    await api.undoApproval(id);
    tell("已撤销通过");
    await onChanged();
  });

  const waiting = data.goals.filter(({ id }) => !["approved", "returned"].includes(decisions[id]?.kind ?? ""));
  const approvable = waiting.filter(({ abilities }) => abilities.approve).slice(0, mostAtOnce);
  const before = data.undoable.filter(({ id }) => !(id in decisions));
  const packets = data.packets > 0 && <WaitingPackets count={data.packets} />;
  if (data.goals.length === 0 && before.length === 0) return packets || <Nothing />;
  return (
    <>
      {packets}
      <View className="approvals__head span">
        <Text className="approvals__count">{waiting.length > 0 ? `${waiting.length} 项等你处理` : "都处理完了"}</Text>
        {approvable.length > 1 && (
          <Tap className="page__link" onTap={() => setApprovingAll(true)}>
            <Text>全部通过({approvable.length})</Text>
          </Tap>
        )}
      </View>
      {data.goals.map((goal) => (
        <ApprovalCard
          key={goal.id}
          goal={goal}
          decision={decisions[goal.id]}
          onDecide={(decision) => decide(goal.id, decision)}
          onReturn={() => setReturning(goal)}
        />
      ))}
      {before.length > 0 && <Text className="approvals__section span">刚刚通过的</Text>}
      {before.map(({ id, title, owner, undoUntil }) => (
        <DecidedCard
          key={id}
          title={`${owner.name} · ${title}`}
          word="已通过"
          minutes={undoMinutes(undoUntil)}
          isBusy={undo.isBusy}
          onUndo={() => void undo.run(id)}
        />
      ))}
      {returning && (
        <ReturnSheet
          goal={returning}
          onClose={() => setReturning(undefined)}
          onDone={() => decide(returning.id, { kind: "returned" })}
        />
      )}
      {isApprovingAll && (
        <ApproveAll
          goals={approvable}
          onClose={() => setApprovingAll(false)}
          onDone={(decided) => setDecisions((others) => ({ ...others, ...decided }))}
        />
      )}
    </>
  );
}

/** They have a page of their own: what is decided there is money. */
const WaitingPackets = ({ count }: { count: number }) => (
  <Card className="span">
    <Row
      title="红包"
      meta="超过免审额度，等人通过"
      value={`${count} 个等你审批`}
      onTap={() => open("packets", { scope: "waiting" })}
    />
  </Card>
);

function Nothing() {
  return (
    <Empty
      text="没有等你审批的目标。有人提交时，消息会告诉你。"
      action={{ text: "看团队", onTap: () => open("team") }}
    />
  );
}
