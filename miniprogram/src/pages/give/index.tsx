import { useRouter } from "@tarojs/taro";
import { Empty } from "../../components/Empty";
import { Loaded, Page } from "../../components/Page";
import { api } from "../../lib/api";
import { useQuery } from "../../lib/useQuery";
import { GiveForm } from "./GiveForm";

/** 发红包: to one person, or to a team. */
export default function GivePage() {
  const { person, name } = useRouter().params;
  const query = useQuery(api.givingLimits, "giving-limits");
  if (query.data?.limits)
    return (
      <GiveForm
        limits={query.data.limits}
        teams={query.data.teams}
        values={query.data.values}
        start={person ? { kind: "person", id: person, name: decodeURIComponent(name ?? "同事") } : undefined}
      />
    );
  return (
    <Page title="发红包" isLeaf>
      <Loaded query={query}>{() => <Empty text="公司还没有接通发放红包的账户，请联系财务或系统管理员。" />}</Loaded>
    </Page>
  );
}
