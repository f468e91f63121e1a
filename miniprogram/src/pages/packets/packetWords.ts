import type { Packet, PacketPart } from "../../lib/wire";

interface Words {
  text: string;
  tone: "mute" | "good" | "warn" | "bad" | "brand";
}

/** How one person's part stands, in a word. */
export const partWords: Record<PacketPart["state"], Words> = {
  waiting: { text: "○ 等通过", tone: "mute" },
  owed: { text: "○ 待发放", tone: "mute" },
  paying: { text: "▲ 发放中", tone: "brand" },
  paid: { text: "◆ 待领取", tone: "brand" },
  received: { text: "● 已领取", tone: "good" },
  refunded: { text: "○ 过期退回", tone: "mute" },
  failed: { text: "■ 没有发出", tone: "bad" },
  cancelled: { text: "○ 已取消", tone: "mute" },
};

/** Of one's own part that is to be taken in WeChat. */
export const toTakeWords: Words = { text: "◆ 待收款", tone: "brand" };

/** Nothing more happens by itself, and it did not fail. */
const isUnclear = ({ state, problem }: Pick<PacketPart, "state" | "problem">) => Boolean(problem) && state !== "failed";

export const partText = (part: Pick<PacketPart, "state" | "problem">): Words =>
  isUnclear(part) ? { text: "▲ 结果不明", tone: "warn" } : partWords[part.state];

/** How a packet stands as a whole: what a person must see to comes first, then what is under way. */
export function packetWords({ state, parts }: Pick<Packet, "state" | "parts">): Words {
  if (state === "requested") return { text: "○ 待审批", tone: "mute" };
  if (state === "returned") return { text: "▲ 已退回", tone: "warn" };
  if (state === "cancelled") return { text: "○ 已取消", tone: "mute" };
  const [first] = parts;
  if (parts.length === 1 && first) return partText(first);
  const count = (...states: PacketPart["state"][]) => parts.filter((part) => states.includes(part.state)).length;
  if (count("failed") > 0) return { text: `■ ${count("failed")} 个没有发出`, tone: "bad" };
  const unclear = parts.filter(isUnclear).length;
  if (unclear > 0) return { text: `▲ ${unclear} 个结果不明`, tone: "warn" };
  if (count("received") === parts.length) return { text: "● 都领取了", tone: "good" };
  if (count("owed", "paying", "waiting") > 0) return { text: "▲ 发放中", tone: "brand" };
  if (count("paid") > 0) return { text: `◆ ${count("paid")} 个待领取`, tone: "brand" };
  return { text: `● ${count("received")} 个已领取`, tone: "good" };
}

const splits = { single: "", equal: "平均分", shares: "按份额分", lucky: "拼手气" } as const;

/** For whom it is: '张三', '运营一组 5 人 · 平均分'. */
export function receiverText({ team, parts, split }: Pick<Packet, "team" | "parts" | "split">): string {
  if (!team) return parts[0]?.receiver.name ?? "";
  return [`${team.name} ${parts.length} 人`, splits[split]].filter((part) => part !== "").join(" · ");
}

/** Why nothing is paid out, by the code the server keeps. */
const frozenWords: Record<string, string> = {
  backup: "数据库是从备份恢复的，要先对账",
  moved: "数据库换了位置，要先对账",
  operator: "有人按下了停止",
  merchant: "商户账户有问题（余额、证书或权限），支付方不接受付款",
};

export const frozenText = (reason: string | null): string => frozenWords[reason ?? ""] ?? "原因不明，请先对账";
