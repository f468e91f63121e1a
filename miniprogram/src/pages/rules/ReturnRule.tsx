import { ReasonSheet } from "../../components/ReasonSheet";
import { api } from "../../lib/api";
import { tell } from "../../lib/useAction";
import type { Rule } from "../../lib/wire";

interface Props {
  rule: Rule;
  onClose: () => void;
  onDone: (rule: Rule) => void;
}

const reasons = ["每次的红包偏高", "次数上限偏高", "这个月预算不够", "条件太容易达到", "只发勋章就够了"] as const;

/** Gives a rule back with a reason, instead of agreeing to its money. */
export const ReturnRule = ({ rule, onClose, onDone }: Props) => (
  <ReasonSheet
    title={`退回“${rule.name}”`}
    label="告诉对方为什么"
    placeholder="例如：每次降到 10 元再提交"
    reasons={reasons}
    most={100}
    send={async (reason) => {
      onDone(await api.returnRule(rule.id, reason));
      tell("已退回，没有启用");
    }}
    onClose={onClose}
  />
);
