import type { Delivery } from "../../domain/context";
import type { NoticeFacts } from "../../domain/notices/findNoticeFacts";
import type { Message } from "../Message";
import { personName } from "../personName";

/** What the writer of a rule hears of it. */
export const ruleNotices: Record<string, (delivery: Delivery, facts: NoticeFacts) => Message> = {
  ruleReturned: ({ notice }, { by }) => ({
    kind: "text",
    text: `你写的自动奖励“${notice.data.name}”被${by ? ` ${personName(by)} ` : ""}退回，没有启用。理由：${notice.data.note}\n改好可以再提交。`,
  }),
};
