import { Empty } from "../../components/Empty";
import { Loaded, Page } from "../../components/Page";
import { Skeleton } from "../../components/Skeleton";
import { api } from "../../lib/api";
import { goBack } from "../../lib/open";
import { useQuery } from "../../lib/useQuery";
import { BadgeForm } from "./BadgeForm";
import { newBadge } from "./badgeDraft";

/** One of the catalogue, or a new one, for who may change it. */
export function BadgeEditor({ code }: { code: string }) {
  const query = useQuery(api.badges, "badges");
  const isNew = code === newBadge;
  const badge = query.data?.badges.find((one) => one.code === code);
  if (query.data?.abilities.edit && (isNew || badge)) return <BadgeForm badge={badge} />;
  const said = query.data?.abilities.edit ? "没有这枚勋章，请回到勋章列表再选。" : "只有人事可以设置勋章，请联系人事。";
  return (
    <Page title={isNew ? "加一枚勋章" : "改勋章"} isLeaf>
      <Loaded query={query} skeleton={<Skeleton cards={3} />}>
        {() => <Empty text={said} action={{ text: "返回", onTap: goBack }} />}
      </Loaded>
    </Page>
  );
}
