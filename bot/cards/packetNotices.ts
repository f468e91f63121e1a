import type { Delivery } from "../../domain/context";
import type { NoticeFacts } from "../../domain/notices/findNoticeFacts";
import { escapeMarkdown } from "../escape";
import type { Message } from "../Message";
import { holdsPersonId, personName } from "../personName";
import { differenceText, readDifferences } from "./differenceText";
import { packetCard, receiverText } from "./packetCard";
import { yuanText } from "./yuanText";

type Compose = (delivery: Delivery, facts: NoticeFacts, company: { publicUrl: string }) => Message | undefined;

const text = (words: string): Message => ({ kind: "text", text: words });

const freezeReasons: Record<string, string> = {
  backup: "数据库是从备份恢复的，要先对账",
  moved: "数据库换了位置，要先对账",
  operator: "有人按下了停止",
  merchant: "商户账户有问题（余额、证书或权限），支付方不接受付款",
};

/** What is said about money, to each person alone; to a team only who was recognised and why, never how much. */
export const packetNotices: Record<string, Compose> = {
  packetAsked: ({ person }, { packet, keepers = [] }, company) => {
    if (!packet || !person) return undefined;
    const roles = keepers.includes(person.id) ? (["finance"] as const) : [];
    return { kind: "card", card: packetCard(packet, { id: person.id, roles }, { company }) };
  },
  packetGiven: (_, { award }) =>
    award &&
    text(
      `★ ${award.giver ? `${personName(award.giver)} 给你发了一个红包` : "你得到一个红包"}：${award.award.reason ?? ""}\n马上发出，请留意领取的消息，收到后 24 小时内领取。`,
    ),
  packetAnnounced: (_, { award, packet }) => {
    if (!award || award.award.revokedAt) return undefined;
    const name = packet ? receiverText(packet) : personName(award.receiver);
    const who = holdsPersonId(name) ? escapeMarkdown(name) : `**${escapeMarkdown(name)}**`;
    const reason = escapeMarkdown(award.award.reason ?? "");
    return { kind: "markdown", markdown: `${who} 获得红包奖励\n> ${reason}` };
  },
  packetApproved: (_, { packet }) =>
    packet && text(`你申请给 ${receiverText(packet)} 的红包（${yuanText(packet.packet.totalFen)}）已通过，正在发放。`),
  packetReturned: (_, { packet, by }) => {
    const note = packet?.approvals.find(({ approval }) => approval.decision === "return")?.approval.note;
    return (
      packet &&
      text(
        `你申请给 ${receiverText(packet)} 的红包（${yuanText(packet.packet.totalFen)}）被${by ? ` ${personName(by)} ` : ""}退回。理由：${note ?? "未填写"}\n钱已回到预算，改好可以再申请。`,
      )
    );
  },
  payoutFailed: ({ notice }, { packet }) => {
    const failed = packet?.parts.find(({ part }) => part.id === notice.data.partId);
    return (
      failed &&
      text(
        `给 ${personName(failed.receiver)} 的红包（${yuanText(failed.part.amountFen)}）没有发出，钱还在预算里占着。请财务打开红包页决定重发还是放弃。`,
      )
    );
  },
  payoutHeld: ({ notice }, { packet }) => {
    const held = packet?.parts.find(({ part }) => part.id === notice.data.partId);
    const what = notice.data.isLate ? "先前说没有发出，后来又付出去了，还没有入账" : "结果不明，已停下";
    return (
      held &&
      text(
        `给 ${personName(held.receiver)} 的红包（${yuanText(held.part.amountFen)}）${what}。请到商户平台核对，再打开红包页处理。`,
      )
    );
  },
  payoutRefunded: ({ notice }, { packet }) => {
    const back = packet?.parts.find(({ part }) => part.id === notice.data.partId);
    return (
      back &&
      text(
        `${personName(back.receiver)} 没有在 24 小时内领取红包，${yuanText(back.part.amountFen)} 已退回预算，可以再发。`,
      )
    );
  },
  payoutToConfirm: ({ notice }, { packet }) => {
    const own = packet?.parts.find(({ part }) => part.id === notice.data.partId);
    return (
      packet &&
      own &&
      text(
        `有一个红包等你收款：${yuanText(own.part.amountFen)}，${packet.packet.reason}。\n请在 24 小时内收款，过期会退回。`,
      )
    );
  },
  payoutsFrozen: ({ notice }) =>
    text(
      `红包发放已暂停：${freezeReasons[String(notice.data.reason)] ?? "原因不明"}。处理好后，请财务在“我的 → 红包”里放行，或由运维运行 payouts go。`,
    ),
  payoutsDiffer: ({ notice }) =>
    text(
      [
        `${String(notice.data.day)} 的支付账单与账本有 ${String(notice.data.count)} 处不一致，请到商户平台逐条核对：`,
        ...readDifferences(notice.data.first).map(differenceText),
        `核对后由运维运行 payouts reconcile ${String(notice.data.day)} 再对一次，能看到全部。`,
      ].join("\n"),
    ),
  statementMissing: ({ notice: { data } }) =>
    text(
      `支付方的账单还读不到：${data.count === 1 ? String(data.first) : `${String(data.first)} 到 ${String(data.last)} 之间的 ${String(data.count)} 天`}，这些天的红包没有对过账。系统会继续尝试；请查商户号的账单权限和网络，再由运维运行 payouts reconcile ${String(data.first)} ${String(data.last)}。`,
    ),
  budgetUsed: ({ notice }, { budget }) =>
    budget &&
    text(
      `${budget.department?.name ?? ""} ${budget.budget.month.slice(5)}月的激励预算已用 ${String(notice.data.percent)}%，还剩 ${yuanText(budget.budget.leftFen)}。`,
    ),
  ledgerHead: ({ notice }) =>
    text(
      `账本校验码（${String(notice.data.day)}）：第 ${String(notice.data.no)} 笔，${String(notice.data.link).slice(0, 16)}。请留存，对不上就说明账被改过。`,
    ),
};
