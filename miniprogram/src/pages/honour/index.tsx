import { useRouter } from "@tarojs/taro";
import { Empty } from "../../components/Empty";
import { Loaded, Page } from "../../components/Page";
import { api } from "../../lib/api";
import { open } from "../../lib/open";
import { useQuery } from "../../lib/useQuery";
import { HonourForm } from "./HonourForm";

/** 授勋: a badge or an honour, for one person or a team. */
export default function HonourPage() {
  const { person, name } = useRouter().params;
  const query = useQuery(api.awardChoices, "award-choices");
  if (query.data?.abilities.give)
    return (
      <HonourForm
        choices={query.data}
        start={person ? { kind: "person", id: person, name: decodeURIComponent(name ?? "同事") } : undefined}
      />
    );
  return (
    <Page title="授勋" isLeaf>
      <Loaded query={query}>
        {() => (
          <Empty
            text="勋章和荣誉由上级和人事授予。你可以在荣誉墙表扬同事。"
            action={{ text: "去荣誉墙", onTap: () => open("awards") }}
          />
        )}
      </Loaded>
    </Page>
  );
}
