import { Text, View } from "@tarojs/components";
import { useState } from "react";
import { Choices } from "../../components/Choices";
import { Page } from "../../components/Page";
import { Tap } from "../../components/Tap";
import { open } from "../../lib/open";
import { AllGoals } from "./AllGoals";
import { MyGoals } from "./MyGoals";
import "./index.scss";

const scopes = [
  { value: "mine", text: "我的" },
  { value: "all", text: "全公司" },
] as const;

/** 目标: mine with all their figures, and everybody's, because goals are open to all (S103). */
export default function GoalsPage() {
  const [scope, setScope] = useState<"mine" | "all">("mine");
  return (
    <Page isGrid>
      <View className="goals__head span">
        <Choices options={scopes} value={scope} onChange={setScope} />
        <Tap className="page__link" onTap={() => open("search")}>
          <Text>搜索</Text>
        </Tap>
      </View>
      {scope === "mine" ? <MyGoals /> : <AllGoals />}
    </Page>
  );
}
