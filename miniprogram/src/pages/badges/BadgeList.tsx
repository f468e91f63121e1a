import { View } from "@tarojs/components";
import { Badge as Drawn } from "../../components/Badge";
import { Button } from "../../components/Button";
import { Card } from "../../components/Card";
import { Empty } from "../../components/Empty";
import { Loaded, Page } from "../../components/Page";
import { Row } from "../../components/Row";
import { Skeleton } from "../../components/Skeleton";
import { api } from "../../lib/api";
import { drawnOf } from "../../lib/badgeText";
import { open } from "../../lib/open";
import { useQuery } from "../../lib/useQuery";
import type { Badge } from "../../lib/wire";
import { newBadge } from "./badgeDraft";
import { Tabs } from "./Tabs";

/** The catalogue by level, and what is given no more for who looks after it. */
export function BadgeList({ onValues }: { onValues: () => void }) {
  const query = useQuery(api.badges, "badges");
  const mayEdit = query.data?.abilities.edit ?? false;
  return (
    <Page
      title={mayEdit ? "勋章与价值观" : "勋章"}
      isLeaf
      isGrid
      footer={mayEdit && <Button text="加一枚勋章" onTap={() => open("badges", { code: newBadge })} />}
    >
      <Loaded query={query} skeleton={<Skeleton hasHero={false} cards={4} />}>
        {({ badges }) => {
          const given = badges.filter(({ isArchived }) => !isArchived);
          return (
            <>
              {mayEdit && <Tabs at="badges" onOther={onValues} />}
              {given.length === 0 && <Empty text="公司还没有勋章。" />}
              <View className="page__side">
                <Shelf title="1 级 · 常见" badges={given.filter(({ level }) => level === 1)} mayEdit={mayEdit} />
              </View>
              <View className="page__side">
                <Shelf title="2 级 · 难得" badges={given.filter(({ level }) => level === 2)} mayEdit={mayEdit} />
                <Shelf title="3 级 · 最难得" badges={given.filter(({ level }) => level === 3)} mayEdit={mayEdit} />
                {mayEdit && (
                  <Shelf
                    title="已停用"
                    className="badges__past"
                    badges={badges.filter(({ isArchived }) => isArchived)}
                    mayEdit
                  />
                )}
              </View>
            </>
          );
        }}
      </Loaded>
    </Page>
  );
}

interface ShelfProps {
  title: string;
  className?: string;
  badges: readonly Badge[];
  mayEdit: boolean;
}

function Shelf({ title, className, badges, mayEdit }: ShelfProps) {
  if (badges.length === 0) return null;
  return (
    <Card title={title} className={className}>
      {badges.map((badge) => (
        <Line key={badge.code} badge={badge} mayEdit={mayEdit} />
      ))}
    </Card>
  );
}

function Line({ badge, mayEdit }: { badge: Badge; mayEdit: boolean }) {
  const { code, name, description, isBuiltIn } = badge;
  return (
    <Row
      icon={
        <View className="badges__drawn">
          <Drawn {...drawnOf(badge)} size={56} />
        </View>
      }
      title={name}
      meta={isBuiltIn ? `${description}（系统自动颁发）` : description}
      onTap={mayEdit ? () => open("badges", { code }) : undefined}
    />
  );
}
