import { Text, View } from "@tarojs/components";
import { useState } from "react";
import { Card } from "../../components/Card";
import { Distribution } from "../../components/Distribution";
import { Empty } from "../../components/Empty";
import { Hero } from "../../components/Hero";
import { Loaded, Page } from "../../components/Page";
import { PraiseSheet } from "../../components/PraiseSheet";
import { Row } from "../../components/Row";
import { Tap } from "../../components/Tap";
import { api } from "../../lib/api";
import { wholePercent } from "../../lib/format";
import { open } from "../../lib/open";
import { useQuery } from "../../lib/useQuery";
import type { Person, Team } from "../../lib/wire";
import { binsOf, binsText } from "./binsOf";
import { Highlights } from "./Highlights";
import { Members } from "./Members";
import "./index.scss";

/** How the people below me stand. */
export default function TeamPage() {
  const query = useQuery(api.team, "team");
  const hasTeam = (query.data?.members.length ?? 0) > 0;
  const search = (
    <Tap className="page__link" onTap={() => open("search")}>
      <Text>搜索</Text>
    </Tap>
  );
  return (
    <Page title="团队" aside={search} isGrid={hasTeam}>
      <Loaded query={query}>{(team) => (hasTeam ? <Standing team={team} /> : <NoTeam />)}</Loaded>
    </Page>
  );
}

function Standing({ team }: { team: Team }) {
  const [praising, setPraising] = useState<Person>();
  return (
    <>
      <Card className="team__hero">
        <Hero
          caption={`${team.members.length} 人平均完成`}
          number={team.average === null ? "—" : wholePercent(team.average).replace("%", "")}
          unit={team.average === null ? "" : "%"}
          line={silentLine(team)}
        />
        <Row title="审批" meta="等你处理的目标" onTap={() => open("approvals")} />
        <Row title="发红包" meta="给一位同事，或整个团队" onTap={() => open("give")} />
      </Card>
      <Card title="完成率（%）" aside={<Text className="team__aside">柱上是人数</Text>}>
        <Distribution bins={binsOf(team.distribution)} label={`完成率分布：${binsText(team.distribution)}`} />
      </Card>
      <Highlights team={team} onPraise={setPraising} />
      <Members members={team.members} />
      {praising && <PraiseSheet person={praising} onClose={() => setPraising(undefined)} />}
    </>
  );
}

function silentLine({ silent, members }: Team): string {
  if (silent.length === 0) return "今天大家都更新了";
  return `${members.length - silent.length} 人已更新，还有 ${silent.length} 人没有更新`;
}

function NoTeam() {
  return (
    <View>
      <Empty
        text="你还没有下属。公司和部门的目标在“目标”里能看到。"
        action={{ text: "看公司目标", onTap: () => open("goals") }}
      />
    </View>
  );
}
