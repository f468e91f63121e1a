import { useRouter } from "@tarojs/taro";
import { useState } from "react";
import { Empty } from "../../components/Empty";
import { Loaded, Page } from "../../components/Page";
import { api } from "../../lib/api";
import { goBack } from "../../lib/open";
import { useQuery } from "../../lib/useQuery";
import "./index.scss";
import { ProposalForm } from "./ProposalForm";

/** 新目标: a new one, or a draft taken up again. */
export default function ProposePage() {
  const { goal: goalId } = useRouter().params;
  const query = useQuery(api.proposal, "proposal");
  const [turn, setTurn] = useState(0);
  return (
    <Page title={goalId ? "改目标" : "新目标"} isLeaf>
      <Loaded query={query}>
        {(choices) => {
          const goal = choices.drafts.find(({ id }) => id === goalId);
          if (goalId && !goal) return <Empty text="这个目标现在不能改。" action={{ text: "返回", onTap: goBack }} />;
          if (!goal && choices.cycles.length === 0)
            return <Empty text="还没有可用的周期，请联系人事建立。" action={{ text: "返回", onTap: goBack }} />;
          return (
            <ProposalForm
              key={turn}
              choices={choices}
              goal={goal}
              onReload={() => void query.reload().then(() => setTurn((before) => before + 1))}
            />
          );
        }}
      </Loaded>
    </Page>
  );
}
