import { Empty } from "../../components/Empty";
import { Loaded, Page } from "../../components/Page";
import { Skeleton } from "../../components/Skeleton";
import { api } from "../../lib/api";
import { useQuery } from "../../lib/useQuery";
import { Tabs } from "./Tabs";
import { ValueForm } from "./ValueForm";

/** The company's values, for who may write them. */
export function ValueList({ onBadges }: { onBadges: () => void }) {
  const query = useQuery(api.values, "values");
  const tabs = <Tabs at="values" onOther={onBadges} />;
  if (query.data?.abilities.edit) return <ValueForm values={query.data.values} tabs={tabs} />;
  return (
    <Page title="勋章与价值观" isLeaf>
      {tabs}
      <Loaded query={query} skeleton={<Skeleton hasHero={false} cards={3} />}>
        {() => <Empty text="只有人事可以设置价值观，请联系人事。" />}
      </Loaded>
    </Page>
  );
}
