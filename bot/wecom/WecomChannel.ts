import { createHash } from "node:crypto";
import { z } from "zod";
import type { Channel, Delivery, Outcome } from "../../domain/context";
import type { Department } from "../../entities";
import { composeNotice } from "../composeNotice";
import type { Card, Message } from "../Message";
import { messageText } from "../messageText";
import { splitText } from "../text";
import { cardBody, type Pages } from "./cardBody";
import { WecomRefused, WecomUnreachable } from "./errors";
import { sendLimits } from "./limits";
import { textCardBody } from "./textCardBody";
import { textContent } from "./textContent";
import type { WecomClient } from "./WecomClient";

const CardUpdate = z.object({ responseCode: z.string() });

/** A code works once, for 72 hours: whoever was first has updated the card (doc 90313). */
const codeSpent = 60140;

const taskIdRefused = 42014;

interface Options extends Pages {
  /** Posts to the team by the group's robot where the app may not make groups. A secret. */
  webhookKey?: string;
}

/** Carries notices through WeCom: to a person by the app, to a team by the group the app made, or by its webhook. */
export class WecomChannel implements Channel {
  readonly limits = sendLimits;

  constructor(
    private readonly client: WecomClient,
    private readonly options: Options,
  ) {}

  async deliver(delivery: Delivery): Promise<Outcome> {
    try {
      const message = composeNotice(delivery, this.options.publicUrl);
      if (!message) return { kind: "pointless", reason: "notice.pointless" };
      if (delivery.notice.template === "cardUpdated" && message.kind === "card")
        return await this.updateCard(delivery, message.card);
      return delivery.team ? await this.announce(delivery.team, message) : await this.send(delivery, message);
    } catch (error) {
      // A card goes out under its notice's id: refused as used, it was carried before and only the answer got lost.
      if (error instanceof WecomRefused && error.errcode === taskIdRefused) return { kind: "sent" };
      return outcomeOf(error);
    }
  }

  private async send({ person, notice }: Delivery, message: Message): Promise<Outcome> {
    if (!person?.wecomUserId) return { kind: "failed", error: "person.unbound" };
    const { agentId } = this.client.config;
    let outcome: Outcome = { kind: "failed", error: "notice.empty" };
    for (const content of this.contents(message, notice.id)) {
      // Only what the system says by itself: it compares whole requests, and would swallow a second same answer.
      const isSystem = notice.kind === "system";
      const answer = await this.client.sendMessage({
        touser: person.wecomUserId,
        agentid: agentId,
        ...content,
        ...(hasTranslation(content) && { enable_id_trans: 1 }),
        ...(isSystem && { enable_duplicate_check: 1, duplicate_check_interval: 1800 }),
      });
      if (answer.invaliduser.length > 0) return { kind: "failed", error: "wecom.invalidUser" };
      if (answer.unlicenseduser.length > 0) return { kind: "failed", error: "wecom.unlicensedUser" };
      outcome = { kind: "sent", messageId: answer.msgid, responseCode: answer.response_code || undefined };
    }
    return outcome;
  }

  private contents(message: Message, noticeId: string): object[] {
    if (message.kind === "text")
      return splitText(textContent(message)).map((content) => ({ msgtype: "text", text: { content } }));
    if (message.kind === "markdown")
      return splitText(message.markdown).map((content) => ({ msgtype: "markdown", markdown: { content } }));
    if (message.kind === "link") return [{ msgtype: "textcard", textcard: textCardBody(message) }];
    return [{ msgtype: "template_card", template_card: cardBody(message.card, this.options, noticeId) }];
  }

  private async updateCard({ person, notice }: Delivery, card: Card): Promise<Outcome> {
    const { responseCode } = CardUpdate.parse(notice.data);
    if (!person?.wecomUserId) return { kind: "failed", error: "person.unbound" };
    try {
      const template_card = cardBody(card, this.options);
      await this.client.updateTemplateCard({
        userids: [person.wecomUserId],
        agentid: this.client.config.agentId,
        response_code: responseCode,
        template_card,
        ...(hasTranslation(template_card) && { enable_id_trans: 1 }),
      });
    } catch (error) {
      if (error instanceof WecomRefused && error.errcode === codeSpent) return { kind: "sent" };
      throw error;
    }
    return { kind: "sent" };
  }

  private async announce(team: Department, message: Message): Promise<Outcome> {
    if (message.kind === "card") return { kind: "failed", error: "team.noCards" };
    for (const body of groupContents(message)) {
      if (team.chatId && (await this.sendToGroup(team.chatId, body))) continue;
      if (this.options.webhookKey) await this.client.sendWebhook(this.options.webhookKey, body);
      // A company may have no groups: the person was told already.
      else if (!team.chatId) return { kind: "pointless", reason: "team.noGroup" };
      else return { kind: "failed", error: `wecom.${dissolved}` };
    }
    return { kind: "sent" };
  }

  /** Whether it was taken: somebody may have dissolved the group, until `groups create` makes another. */
  private async sendToGroup(chatid: string, body: object): Promise<boolean> {
    try {
      await this.client.sendAppchat({ chatid, ...body });
      return true;
    } catch (error) {
      if (error instanceof WecomRefused && error.errcode === dissolved) return false;
      throw error;
    }
  }
}

/** What was not composed for markdown goes as text: people's own marks mean nothing there. No group translates ids. */
const groupContents = (message: Exclude<Message, { kind: "card" }>): object[] =>
  message.kind === "markdown"
    ? splitText(message.markdown).map((content) => ({ msgtype: "markdown", markdown: { content } }))
    : splitText(messageText(message)).map((content) => ({ msgtype: "text", text: { content } }));

/** Only what escape.ts wrote has this form: people's own `$` became another character. */
const hasTranslation = (content: object) => JSON.stringify(content).includes("$userName=");

function outcomeOf(error: unknown): Outcome {
  if (error instanceof WecomUnreachable) return { kind: "retry", error: `wecom.${error.failure}` };
  if (!(error instanceof WecomRefused)) throw error;
  const code = `wecom.${error.errcode}`;
  if (error.treatment === "final") return { kind: "failed", error: code };
  return { kind: "retry", error: code, ...(error.treatment === "wait" && { afterSeconds: 60 }) };
}

/** A person dissolved the group (doc 90313): its id is never free again. */
export const dissolved = 49008;

/**
 * A group's id for a department: 32 letters and digits, the same each time, so that making it twice makes one. The one
 * after a group that was dissolved follows from that one's.
 */
export const chatIdOf = (departmentId: string, before?: string): string =>
  createHash("sha256")
    .update(before === undefined ? `team:${departmentId}` : `team:${departmentId}:${before}`)
    .digest("hex")
    .slice(0, 32);
