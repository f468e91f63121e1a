import { Text } from "@tarojs/components";
import Taro from "@tarojs/taro";
import { useEffect, useRef, useState } from "react";
import { Button } from "../../components/Button";
import { Card } from "../../components/Card";
import { Choices } from "../../components/Choices";
import { Field } from "../../components/Field";
import { NumberPad } from "../../components/NumberPad";
import { Page } from "../../components/Page";
import { placeOf, type Receiver } from "../../components/Receiver";
import { ReceiverCard } from "../../components/ReceiverCard";
import { api } from "../../lib/api";
import { wordsOf } from "../../lib/errors";
import { emptyEntry, entryDecimal } from "../../lib/numberEntry";
import { newKey } from "../../lib/request";
import { tell, useAction } from "../../lib/useAction";
import type { GivingLimits, GivingPlan, PacketBody } from "../../lib/wire";
import { fenOf, yuanText } from "../../lib/yuan";
import { amountFault, approvalLine, budgetFor, budgetLine } from "./giveText";
import { SharesCard } from "./SharesCard";
import "./index.scss";

interface Props {
  limits: NonNullable<GivingLimits["limits"]>;
  teams: GivingLimits["teams"];
  values: readonly string[];
  /** Where one came from somebody's page. */
  start: Receiver | undefined;
}

type Split = NonNullable<PacketBody["split"]>;

const splits = [
  { value: "equal", text: "平均" },
  { value: "shares", text: "份额" },
  { value: "lucky", text: "拼手气" },
] as const;

const empty = {
  entry: emptyEntry,
  split: "equal" as Split,
  shares: {} as Record<string, number>,
  reason: "",
  value: "",
};

/** Whom, how much, what for: on one page, with what will be left of the budget. */
export function GiveForm({ limits, teams, values, start }: Props) {
  const [receiver, setReceiver] = useState(start);
  const { plan, fault } = usePlan(receiver);
  const [draft, setDraft] = useState(empty);
  // The same press sent again gives once; a changed one is another.
  const key = useRef(newKey());
  const change = (next: Partial<typeof empty>) => {
    key.current = newKey();
    setDraft({ ...draft, ...next });
  };
  const pick = (next: Receiver | undefined) => {
    change({ shares: {} });
    setReceiver(next);
  };

  const fen = fenOf(entryDecimal(draft.entry));
  const people = plan?.receivers.length ?? 1;
  const wrong = fen ? amountFault(fen, { limits, people }) : undefined;
  const isShort = plan !== undefined && (fen ?? 0) > (budgetFor(plan, fen)?.leftFen ?? -1);
  const isReady = Boolean(receiver && plan && fen && !wrong && !isShort && draft.reason.trim() !== "");
  const isTeam = receiver?.kind === "team";

  const give = useAction(async () => {
    if (!receiver || !plan || !fen) return;
    const { split, shares, reason, value } = draft;
    const body: PacketBody = { ...placeOf(receiver), totalFen: fen, reason: reason.trim(), value: value || null };
    if (isTeam) body.split = split;
    if (isTeam && split === "shares")
      body.shares = Object.fromEntries(plan.receivers.map(({ id }) => [id, shares[id] ?? 1]));
    const packet = await api.givePacket(body, key.current);
    tell(packet.state === "requested" ? "已提交，等两位同事审批" : "已发出，对方会收到消息");
    await Taro.redirectTo({ url: `/pages/packets/index?id=${packet.id}` });
  });

  const needsApproval = (fen ?? 0) > limits.directFen;
  const verb = needsApproval ? "提交审批" : "发出";
  return (
    <Page
      title="发红包"
      isLeaf
      footer={
        <Button
          text={fen ? `${verb} ${yuanText(fen)}` : verb}
          onTap={() => void give.run()}
          isBusy={give.isBusy}
          isDisabled={!isReady}
        />
      }
    >
      <ReceiverCard
        receiver={receiver}
        teams={teams}
        noTeams="你还没有可以发红包的团队。"
        said={fault ?? peopleText(plan, isTeam)}
        onPick={pick}
      />
      {receiver && (
        <>
          <Card>
            <NumberPad
              entry={draft.entry}
              onChange={(entry) => change({ entry })}
              unit="元"
              hasBigUnits={false}
              hasSign={false}
              decimals={2}
            />
            {wrong && <Text className="give__fault">{wrong}</Text>}
            {plan && <Text className={isShort ? "give__fault" : "give__line"}>{budgetLine(plan, fen)}</Text>}
            <Text className={needsApproval ? "give__warn" : "give__line"}>{approvalLine(fen, limits)}</Text>
          </Card>
          {isTeam && (
            <Card>
              <Choices
                kind="few"
                label="怎么分"
                options={splits}
                value={draft.split}
                onChange={(split) => change({ split })}
              />
              {draft.split === "shares" && plan && (
                <SharesCard people={plan.receivers} shares={draft.shares} onChange={(shares) => change({ shares })} />
              )}
            </Card>
          )}
          <Card>
            <Field
              label="为什么发"
              value={draft.reason}
              onChange={(reason) => change({ reason })}
              placeholder="例如：大促当晚零差错"
              help={`${[...draft.reason].length}/100 字，理由大家会看到，金额只有对方知道`}
              isLong
              most={100}
            />
            {values.length > 0 && (
              <Choices
                label="体现了哪条价值观（可不选）"
                options={values.map((text) => ({ value: text, text }))}
                value={draft.value || null}
                onChange={(value) => change({ value: value === draft.value ? "" : value })}
              />
            )}
          </Card>
        </>
      )}
    </Page>
  );
}

function peopleText(plan: GivingPlan | undefined, isTeam: boolean): string {
  if (!plan) return "正在看能不能发…";
  return isTeam ? `${plan.receivers.length} 人会收到` : "对方会收到消息";
}

/** What giving to somebody would draw on; only the answer for whom was picked last counts. */
function usePlan(receiver: Receiver | undefined): { plan?: GivingPlan; fault?: string } {
  const [state, setState] = useState<{ plan?: GivingPlan; fault?: string }>({});
  useEffect(() => {
    let isLatest = true;
    setState({});
    if (receiver)
      api.givingPlan(placeOf(receiver)).then(
        (plan) => isLatest && setState({ plan }),
        (error) => isLatest && setState({ fault: wordsOf(error) }),
      );
    return () => {
      isLatest = false;
    };
  }, [receiver]);
  return state;
}
