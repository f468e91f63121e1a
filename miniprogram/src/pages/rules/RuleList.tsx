import { Button } from "../../components/Button";
import { Empty } from "../../components/Empty";
import { Loaded, Page } from "../../components/Page";
import { Skeleton } from "../../components/Skeleton";
import { api } from "../../lib/api";
import { open } from "../../lib/open";
import { useQuery } from "../../lib/useQuery";
import type { Rule } from "../../lib/wire";
import { RuleCard } from "./RuleCard";

/** All rules; those that wait for me first. */
export function RuleList() {
  const query = useQuery(api.rules, "rules");
  return (
    <Page
      title="自动奖励"
      isLeaf
      isGrid
      footer={query.data?.abilities.write && <Button text="写一条规则" onTap={() => open("rules", { write: "1" })} />}
    >
      <Loaded query={query} skeleton={<Skeleton hasHero={false} cards={3} />}>
        {({ rules, abilities }) => (
          <>
            {rules.length === 0 && (
              <Empty
                text={
                  abilities.write
                    ? "还没有自动奖励。写一条规则，做到的人当天就能得到勋章或红包。"
                    : "还没有自动奖励。人事写了发红包的规则，会请你同意。"
                }
              />
            )}
            {mineFirst(rules).map((rule) => (
              <RuleCard key={rule.id} rule={rule} />
            ))}
          </>
        )}
      </Loaded>
    </Page>
  );
}

const mineFirst = (rules: readonly Rule[]) =>
  [...rules].sort((one, other) => Number(other.abilities.approve) - Number(one.abilities.approve));
