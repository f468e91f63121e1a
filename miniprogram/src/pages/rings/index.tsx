import { Text } from "@tarojs/components";
import { Avatar } from "../../components/Avatar";
import { Card } from "../../components/Card";
import { Empty } from "../../components/Empty";
import { Loaded, Page } from "../../components/Page";
import { Row } from "../../components/Row";
import { Skeleton } from "../../components/Skeleton";
import { api } from "../../lib/api";
import { open } from "../../lib/open";
import { useQuery } from "../../lib/useQuery";
import type { PraiseRing } from "../../lib/wire";
import "./index.scss";

/** 表扬圈子: who praises each other in a circle, for HR to look at. */
export default function RingsPage() {
  // Nothing of it stays on the phone.
  const query = useQuery(api.praiseRings);
  return (
    <Page title="表扬圈子" isLeaf isGrid>
      <Loaded query={query} skeleton={<Skeleton hasHero={false} cards={3} />}>
        {({ rings }) =>
          rings.length === 0 ? (
            <Empty text="最近 30 天没有两三个人反复互相表扬。" />
          ) : (
            <>
              <Text className="rings__about span">
                最近 30 天里，两三个人一个接一个互相表扬、每人至少 3
                次。只是提示，不是结论：一起干活的人本来就常常互相感谢。
              </Text>
              {rings.map((ring) => (
                <RingCard key={ring.members.map(({ id }) => id).join()} ring={ring} />
              ))}
            </>
          )
        }
      </Loaded>
    </Page>
  );
}

/** People in their order: each praised the next, and the last the first. */
function RingCard({ ring: { members, praises } }: { ring: PraiseRing }) {
  return (
    <Card title={members.length === 2 ? "两个人互相" : `${members.length} 个人转一圈`}>
      {members.map(({ id, name }, index) => (
        <Row
          key={id}
          icon={<Avatar name={name} />}
          title={name}
          meta={`表扬 ${members[(index + 1) % members.length]?.name}`}
          value={`${praises[index]} 次`}
          onTap={() => open("person", { id })}
        />
      ))}
    </Card>
  );
}
