import { Text, View } from "@tarojs/components";
import { useState } from "react";
import { Card } from "../../components/Card";
import { Empty } from "../../components/Empty";
import { Field } from "../../components/Field";
import { Fault, Page } from "../../components/Page";
import { PersonRow } from "../../components/PersonRow";
import { Ring } from "../../components/Ring";
import { Row } from "../../components/Row";
import { Skeleton } from "../../components/Skeleton";
import { Tap } from "../../components/Tap";
import { api } from "../../lib/api";
import { open } from "../../lib/open";
import { useSearch } from "../../lib/useSearch";
import type { Search } from "../../lib/wire";
import { goalStatusWords } from "../../lib/words";
import { recentSearches } from "./recentSearches";
import "./index.scss";

/** People and goals by one field. */
export default function SearchPage() {
  const [text, setText] = useState("");
  const search = useSearch(api.search, text);
  const keep = () => recentSearches.add(text);
  return (
    <Page title="搜索" isLeaf>
      <Field label="找人，或找目标" value={text} onChange={setText} placeholder="例如：张三、转化率" most={30} />
      {text.trim() === "" ? (
        <Recent onPick={setText} />
      ) : search.error !== undefined ? (
        <Fault error={search.error} onRetry={search.retry} />
      ) : search.found ? (
        <Found found={search.found} onOpen={keep} />
      ) : (
        <Skeleton hasHero={false} cards={2} />
      )}
    </Page>
  );
}

function Found({ found: { people, goals }, onOpen }: { found: Search; onOpen: () => void }) {
  const go = (page: "person" | "goal", id: string) => {
    onOpen();
    open(page, { id });
  };
  if (people.length === 0 && goals.length === 0) return <Empty text="没有找到。换一个字，或只写名字里的一个字。" />;
  return (
    <>
      {people.length > 0 && (
        <Card title="同事">
          {people.map((person) => (
            <PersonRow key={person.id} person={person} onTap={() => go("person", person.id)} />
          ))}
        </Card>
      )}
      {goals.length > 0 && (
        <Card title="目标">
          {goals.map((goal) => (
            <Row
              key={goal.id}
              icon={<Ring percent={goal.progress} size={48} />}
              title={goal.title}
              meta={`${goal.owner.name} · ${goalStatusWords[goal.status]}`}
              onTap={() => go("goal", goal.id)}
            />
          ))}
        </Card>
      )}
    </>
  );
}

function Recent({ onPick }: { onPick: (text: string) => void }) {
  const [recent, setRecent] = useState(recentSearches.list);
  if (recent.length === 0) return <Text className="search__hint">写一个字就开始找，人和目标一起找。</Text>;
  const clear = () => {
    recentSearches.clear();
    setRecent([]);
  };
  return (
    <View>
      <View className="search__head">
        <Text className="search__hint">最近找过</Text>
        <Tap className="page__link" onTap={clear}>
          <Text>清空</Text>
        </Tap>
      </View>
      <View className="chips">
        {recent.map((text) => (
          <Tap key={text} className="chips__one" onTap={() => onPick(text)}>
            <Text>{text}</Text>
          </Tap>
        ))}
      </View>
    </View>
  );
}
