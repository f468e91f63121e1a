import { Text, View } from "@tarojs/components";
import { Button } from "../../components/Button";
import { Card } from "../../components/Card";
import { Empty } from "../../components/Empty";
import { Hero } from "../../components/Hero";
import { Loaded, Page } from "../../components/Page";
import { Row } from "../../components/Row";
import { Tag } from "../../components/Tag";
import { api } from "../../lib/api";
import { confirmTransfer, transferHint } from "../../lib/confirmTransfer";
import { momentText } from "../../lib/format";
import type { Confirmation } from "../../lib/transferWords";
import { useAction } from "../../lib/useAction";
import { useQuery } from "../../lib/useQuery";
import type { MyIncome } from "../../lib/wire";
import { yuanParts, yuanText } from "../../lib/yuan";
import { partWords, toTakeWords } from "../packets/packetWords";
import "./index.scss";

/** How many the server tells of. */
const mostTold = 100;

/** What I was given: my own amounts, which nobody else sees. */
export default function IncomePage() {
  const query = useQuery(api.income, "income");
  return (
    <Page title="我收到的红包" isLeaf>
      <Loaded query={query}>
        {({ parts }) =>
          parts.length === 0 ? (
            <Empty text="还没有收到红包。收到时，消息会告诉你。" />
          ) : (
            <Income parts={parts} onBack={query.reload} />
          )
        }
      </Loaded>
    </Page>
  );
}

function Income({ parts, onBack }: MyIncome & { onBack: () => Promise<void> }) {
  const received = parts.filter(({ state }) => state === "received");
  const caption = parts.length < mostTold ? "一共领取了" : `最近 ${mostTold} 个里领取了`;
  return (
    <>
      <Card>
        <Hero
          caption={caption}
          {...yuanParts(received.reduce((sum, { amountFen }) => sum + amountFen, 0))}
          line={openText(parts)}
        />
      </Card>
      <Card>
        {parts.map((part) => (
          <Part key={part.id} part={part} onBack={onBack} />
        ))}
      </Card>
    </>
  );
}

/** What is still to be taken, and where. */
function openText(parts: MyIncome["parts"]): string {
  const toTake = parts.filter(({ confirm }) => confirm).length;
  if (toTake > 0) return `还有 ${toTake} 个待收款，24 小时内收款`;
  const open = parts.filter(({ state }) => state === "paid").length;
  return open > 0 ? `还有 ${open} 个没有领，24 小时内到企业微信的红包消息里领取` : "只有你能看到金额";
}

function Part({ part, onBack }: { part: MyIncome["parts"][number]; onBack: () => Promise<void> }) {
  const { reason, giver, at, amountFen, state, confirm } = part;
  return (
    <>
      <Row
        title={reason}
        meta={`${giver?.name ?? "系统"} · ${momentText(at)}`}
        value={
          <View className="income__sum">
            <View className="income__amount">{yuanText(amountFen)}</View>
            <Tag {...(confirm ? toTakeWords : partWords[state])} />
          </View>
        }
      />
      {confirm && <Take confirmation={confirm} onBack={onBack} />}
    </>
  );
}

/** Takes it in WeChat. Whether it came is asked afterwards: the page tells only that it was shown. */
function Take({ confirmation, onBack }: { confirmation: Confirmation; onBack: () => Promise<void> }) {
  const { run, isBusy } = useAction(async () => {
    await confirmTransfer(confirmation);
    await onBack();
  });
  const hint = transferHint(confirmation);
  return (
    <View className="income__take">
      {hint ? (
        <Text className="income__hint">{hint}</Text>
      ) : (
        <Button text="收款" isBusy={isBusy} onTap={() => void run()} />
      )}
    </View>
  );
}
