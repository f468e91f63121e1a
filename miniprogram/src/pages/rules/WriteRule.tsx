import { Loaded, Page } from "../../components/Page";
import { Skeleton } from "../../components/Skeleton";
import { api } from "../../lib/api";
import { useQuery } from "../../lib/useQuery";
import { RuleForm } from "./RuleForm";

/** Writes a new rule, or changes one that is not running. */
export function WriteRule({ id }: { id: string | undefined }) {
  const query = useQuery(async () => {
    const [choices, rule] = await Promise.all([api.ruleChoices(), id === undefined ? undefined : api.rule(id)]);
    return { choices, rule };
  });
  // What is being written stays as it is, whatever is loaded again.
  if (query.data) return <RuleForm {...query.data} />;
  return (
    <Page title={id === undefined ? "写一条规则" : "修改规则"} isLeaf>
      <Loaded query={query} skeleton={<Skeleton hasHero={false} cards={3} />}>
        {() => null}
      </Loaded>
    </Page>
  );
}
