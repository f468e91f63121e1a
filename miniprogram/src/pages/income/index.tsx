import { View } from "@tarojs/components";
import { Card } from "../../components/Card";
import { Empty } from "../../components/Empty";
import { Hero } from "../../components/Hero";
import { Loaded, Page } from "../../components/Page";
import { Row } from "../../components/Row";
import { Tag } from "../../components/Tag";
import { api } from "../../lib/api";
import { momentText } from "../../lib/format";
import { useQuery } from "../../lib/useQuery";
import type { MyIncome } from "../../lib/wire";
import { yuanParts, yuanText } from "../../lib/yuan";
import { partWords } from "../packets/packetWords";
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
          parts.length === 0 ? <Empty text="还没有收到红包。收到时，消息会告诉你。" /> : <Income parts={parts} />
        }
      </Loaded>
    </Page>
  );
}

function Income({ parts }: MyIncome) {
  const received = parts.filter(({ state }) => state === "received");
  const open = parts.filter(({ state }) => state === "paid").length;
  const caption = parts.length < mostTold ? "一共领取了" : `最近 ${mostTold} 个里领取了`;
  return (
    <>
      <Card>
        <Hero
          caption={caption}
          {...yuanParts(received.reduce((sum, { amountFen }) => sum + amountFen, 0))}
          line={open > 0 ? `还有 ${open} 个没有领，24 小时内到企业微信的红包消息里领取` : "只有你能看到金额"}
        />
      </Card>
      <Card>
        {parts.map(({ id, reason, giver, at, amountFen, state }) => (
          <Row
            key={id}
            title={reason}
            meta={`${giver?.name ?? "系统"} · ${momentText(at)}`}
            value={
              <View className="income__sum">
                <View className="income__amount">{yuanText(amountFen)}</View>
                <Tag {...partWords[state]} />
              </View>
            }
          />
        ))}
      </Card>
    </>
  );
}
