import { Text, View } from "@tarojs/components";
import { Avatar } from "../../components/Avatar";
import { Card } from "../../components/Card";
import { Row } from "../../components/Row";
import { StatusMark } from "../../components/StatusMark";
import { Tap } from "../../components/Tap";
import { wholePercent } from "../../lib/format";
import { open } from "../../lib/open";
import type { Person, Team } from "../../lib/wire";

/** So many who said nothing are named; the rest is in the list below. */
const named = 6;

/** Who leads, who needs help, who has said nothing. */
export function Highlights({ team, onPraise }: { team: Team; onPraise: (person: Person) => void }) {
  const { best, behind, silent } = team;
  return (
    <>
      {best && (
        <Card title="进度最好" aside={<PraiseLink person={best} onPraise={onPraise} />}>
          <Row
            icon={<Avatar name={best.name} />}
            title={best.name}
            meta={best.title ?? undefined}
            value={wholePercent(best.progress)}
            onTap={() => open("person", { id: best.id })}
          />
        </Card>
      )}
      {behind && (
        <Card title="最需要帮一把" aside={<StatusMark status={behind.status} />}>
          <Row
            icon={<Avatar name={behind.owner.name} />}
            title={behind.title}
            meta={`${behind.owner.name} · ${standText(behind)}`}
            onTap={() => open("goal", { id: behind.goalId })}
          />
        </Card>
      )}
      {silent.length > 0 && (
        <Card className="span" title={`○ ${silent.length} 人还没更新`}>
          <View className="chips">
            {silent.slice(0, named).map((person) => (
              <Tap key={person.id} className="chips__one" role="link" onTap={() => open("person", { id: person.id })}>
                <Text>{person.name}</Text>
              </Tap>
            ))}
            {silent.length > named && <Text className="team__rest">等 {silent.length} 人</Text>}
          </View>
        </Card>
      )}
    </>
  );
}

const standText = ({ attainment, pace }: NonNullable<Team["behind"]>) =>
  attainment === null
    ? `还没有上报，应达 ${wholePercent(pace)}`
    : `现在 ${wholePercent(attainment)}，应达 ${wholePercent(pace)}`;

function PraiseLink({ person, onPraise }: { person: Person; onPraise: (person: Person) => void }) {
  return (
    <Tap className="page__link team__praise" label={`表扬 ${person.name}`} onTap={() => onPraise(person)}>
      <Text>表扬</Text>
    </Tap>
  );
}
