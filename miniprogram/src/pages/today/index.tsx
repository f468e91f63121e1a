import { View } from "@tarojs/components";
import { Bar } from "../../components/Bar";
import { Button } from "../../components/Button";
import { Card } from "../../components/Card";
import { Empty } from "../../components/Empty";
import { Hero } from "../../components/Hero";
import { KeyResultRow } from "../../components/KeyResultRow";
import { Loaded, Page } from "../../components/Page";
import { RecognitionCard } from "../../components/RecognitionCard";
import { Row } from "../../components/Row";
import { StatusMark } from "../../components/StatusMark";
import { api } from "../../lib/api";
import { dayText } from "../../lib/format";
import { standText } from "../../lib/keyResultText";
import { open } from "../../lib/open";
import { useOutbox } from "../../lib/useOutbox";
import { useQuery } from "../../lib/useQuery";
import type { Today, TodayKeyResult } from "../../lib/wire";
import { statusWords } from "../../lib/words";
import { DueList } from "./DueList";
import { heroOf } from "./heroOf";
import "./index.scss";

/** 今日: how much is left today, and what waits for me. */
export default function TodayPage() {
  const query = useQuery(api.today, "today");
  return (
    <Page isGrid>
      <Loaded query={query}>{(today) => <Day today={today} />}</Loaded>
    </Page>
  );
}

function Day({ today }: { today: Today }) {
  const { keyResults, focusId, due, dueCount, recognitions } = today;
  const focus = keyResults.find(({ id }) => id === focusId) ?? keyResults[0];
  const others = keyResults.filter((one) => one !== focus);
  return (
    <>
      <View className="page__side">
        {focus ? <Focus today={today} keyResult={focus} /> : <NoGoals />}
        <Unsent />
        {due.length > 0 && <DueList due={due} count={dueCount} />}
      </View>
      <View className="page__side">
        {others.length > 0 && (
          <Card title="其他关键结果">
            {others.map((one) => (
              <KeyResultRow key={one.id} keyResult={one} onTap={() => open("goal", { id: one.goalId })} />
            ))}
          </Card>
        )}
        {recognitions.map((one) => (
          <RecognitionCard key={one.id} recognition={one} onTap={() => open("person", { id: one.receiver.id })} />
        ))}
      </View>
    </>
  );
}

function Focus({ today, keyResult }: { today: Today; keyResult: TodayKeyResult }) {
  const { caption, ...figure } = heroOf(today, keyResult);
  const { isImported, attainment, pace, status, title, goalTitle, goalId, id } = keyResult;
  return (
    <Card className="today__focus">
      <Hero caption={`${dayText(today.day)} · ${caption}`} {...figure} aside={<StatusMark status={status} />} />
      <View className="today__bar">
        <Bar percent={attainment} pace={pace} tone={statusWords[status].tone} />
      </View>
      <Row
        title={title}
        meta={`${goalTitle} · ${standText({ attainment, pace })}`}
        onTap={() => open("goal", { id: goalId })}
      />
      {isImported ? (
        <View className="today__imported">数据由系统导入，不用自己报。</View>
      ) : (
        <Button text="报进度" onTap={() => open("report", { keyResult: id })} />
      )}
    </Card>
  );
}

function NoGoals() {
  return (
    <Card className="today__focus">
      <Empty
        text="还没有进行中的目标。提一个，主管同意后就在这里看每天的进度。"
        action={{ text: "新目标", onTap: () => open("propose") }}
      />
    </Card>
  );
}

/** What this phone could not send yet. */
function Unsent() {
  const reports = useOutbox();
  const waiting = reports.filter(({ state }) => state === "waiting" || state === "sending").length;
  const refused = reports.filter(({ state }) => state === "refused").length;
  if (waiting + refused === 0) return null;
  const words = [waiting > 0 && `${waiting} 条进度等网络`, refused > 0 && `${refused} 条没有被接受`].filter(Boolean);
  return (
    <Card>
      <Row title={words.join("，")} meta="存在这部手机上，有网时自动送出" onTap={() => open("report")} />
    </Card>
  );
}
