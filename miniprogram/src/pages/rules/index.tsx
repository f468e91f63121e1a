import { useRouter } from "@tarojs/taro";
import { RuleDetail } from "./RuleDetail";
import { RuleList } from "./RuleList";
import { WriteRule } from "./WriteRule";
import "./index.scss";

/** 自动奖励: all rules, the one a message speaks of, or one that is being written. */
export default function RulesPage() {
  const { id, write } = useRouter().params;
  if (write !== undefined) return <WriteRule id={id} />;
  return id !== undefined ? <RuleDetail id={id} /> : <RuleList />;
}
