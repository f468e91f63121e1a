import type { Actor, Company } from "../../domain/context";
import type { PacketView } from "../../domain/packets/PacketView";
import { packetAbilities } from "../../domain/packets/packetAbilities";
import type { PacketState } from "../../entities";
import type { Card, CardButton } from "../Message";
import { personName } from "../personName";
import { packetReturnReasons } from "./packetReturnReasons";
import { pageUrl } from "./pageUrl";
import { yuanText } from "./yuanText";

const states: Record<PacketState, string> = {
  requested: "待审批",
  approved: "已通过",
  returned: "已退回",
  cancelled: "已取消",
};

/** For whom it is: '张三', or '直播一组 8 人'. */
export function receiverText({ team, parts }: Pick<PacketView, "team" | "parts">): string {
  const [first] = parts;
  if (!team) return first ? personName(first.receiver) : "";
  return `${team.name} ${parts.length} 人`;
}

const splits = { single: "", equal: "平均分", shares: "按份额分", lucky: "拼手气" } as const;

/** A packet that waits for approval, as the actor sees it: amounts are for them, and for nobody in a group. */
export function packetCard(
  view: PacketView,
  actor: Pick<Actor, "id" | "roles">,
  { company }: { company: Pick<Company, "publicUrl"> },
): Card {
  const { packet, giver, budget, budgetDepartment, approvals } = view;
  const may = packetAbilities(actor as Actor, view);
  const buttons: CardButton[] = [];
  if (may.approve) buttons.push({ text: "通过", style: "primary", key: `packet.approve:${packet.id}` });
  if (may.return) buttons.push({ text: "退回", style: "danger", key: `packet.return:${packet.id}` });
  const split = splits[packet.split];
  const said = approvals.filter(({ approval }) => approval.decision === "approve").length;
  return {
    title: `${giver ? personName(giver) : "规则"}申请发红包`,
    description: may.approve ? "超过免审额度，需要两人通过" : `状态：${states[packet.state]}`,
    emphasis: { value: yuanText(packet.totalFen), label: receiverText(view) + (split && `，${split}`) },
    subtitle: packet.reason,
    rows: [
      {
        label: "预算",
        value: `${budgetDepartment?.name ?? ""} ${budget.month.slice(5)}月还剩 ${yuanText(budget.leftFen)}`,
      },
      { label: "审批", value: `${said} 人通过，共需 ${packet.approvalsNeeded} 人` },
    ],
    ...(may.return && {
      selection: {
        key: "returnReason",
        title: "如要退回，选理由",
        options: packetReturnReasons.map((reason) => ({ ...reason })),
      },
    }),
    ...(buttons.length > 0
      ? { buttons }
      : { done: packet.state === "requested" && said > 0 ? "已表态，等另一位" : states[packet.state] }),
    url: pageUrl(company, "packets", { id: packet.id }),
  };
}
