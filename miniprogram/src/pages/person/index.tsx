import { Text, View } from "@tarojs/components";
import { useRouter } from "@tarojs/taro";
import { useState } from "react";
import { Button } from "../../components/Button";
import { Card } from "../../components/Card";
import { Empty } from "../../components/Empty";
import { Loaded, Page } from "../../components/Page";
import { placeOf } from "../../components/PersonRow";
import { PraiseSheet } from "../../components/PraiseSheet";
import { RecognitionCard } from "../../components/RecognitionCard";
import { Ring } from "../../components/Ring";
import { Row } from "../../components/Row";
import { api } from "../../lib/api";
import { open } from "../../lib/open";
import { useQuery } from "../../lib/useQuery";
import type { PersonPage } from "../../lib/wire";
import { goalStatusWords, levelWords } from "../../lib/words";
import "./index.scss";

/** A colleague as everybody may see them. */
export default function ColleaguePage() {
  const { id = "" } = useRouter().params;
  const query = useQuery(() => api.person(id), `person:${id}`);
  const [isPraising, setPraising] = useState(false);
  const person = query.data;
  return (
    <Page
      title={person?.name ?? "同事"}
      isLeaf
      footer={
        person?.abilities.praise && (
          <>
            {person.abilities.giveAward && (
              <Button kind="quiet" text="授勋" onTap={() => open("honour", { person: person.id, name: person.name })} />
            )}
            {person.abilities.givePacket && (
              <Button kind="quiet" text="发红包" onTap={() => open("give", { person: person.id, name: person.name })} />
            )}
            <Button text={`表扬${person.name}`} onTap={() => setPraising(true)} />
          </>
        )
      }
    >
      <Loaded query={query}>{(data) => <Profile person={data} />}</Loaded>
      {person && isPraising && (
        <PraiseSheet person={person} onClose={() => setPraising(false)} onDone={() => void query.reload()} />
      )}
    </Page>
  );
}

function Profile({ person }: { person: PersonPage }) {
  const { manager, goals, recognitions } = person;
  return (
    <>
      <Card>
        <View className="person">
          <Ring percent={person.progress} size={88} />
          <View className="person__words">
            <Text className="person__place">{placeOf(person) || "还没有部门和职位"}</Text>
            <Text className="person__said">{standingText(person)}</Text>
          </View>
        </View>
        {manager && <Row title="上级" value={manager.name} onTap={() => open("person", { id: manager.id })} />}
      </Card>
      <Card title="目标">
        {goals.length === 0 && <Text className="person__said">没有你能看到的目标。</Text>}
        {goals.map((goal) => (
          <Row
            key={goal.id}
            icon={<Ring percent={goal.progress} size={48} />}
            title={goal.title}
            meta={`${levelWords[goal.level]} · ${goal.cycle.name} · ${goalStatusWords[goal.status]}`}
            onTap={() => open("goal", { id: goal.id })}
          />
        ))}
      </Card>
      <Text className="person__section">荣誉</Text>
      {recognitions.length === 0 ? (
        <Card>
          <Empty
            text={person.abilities.praise ? `还没有人表扬过${person.name}，你可以是第一个。` : "还没有收到表扬。"}
          />
        </Card>
      ) : (
        recognitions.map((one) => <RecognitionCard key={one.id} recognition={one} />)
      )}
    </>
  );
}

function standingText({ progress, isSilent, goals }: PersonPage): string {
  if (goals.length === 0) return "还没有进行中的目标";
  if (isSilent) return "○ 今天还没有更新";
  return progress === null ? "还没有报过进度" : "目标的平均完成";
}
