import { createHash } from "node:crypto";
import type { Contact, Wechaty, Message as WechatyMessage } from "wechaty";
import type { App } from "../../domain/context";
import { bindIdentity } from "../../domain/people/bindIdentity";
import { bindRoom } from "../../domain/people/bindRoom";
import { nameOf } from "../../domain/people/nameOf";
import { transact } from "../../domain/transact";
import { Identity } from "../../entities";
import type { Bot } from "../Bot";
import type { Inbound } from "../Inbound";
import type { Message } from "../Message";
import { messageText } from "../messageText";
import { say } from "../say";

/** Puppets repeat old messages when they log in. */
const oldestSeconds = 300;
/** Somebody unknown is told how to bind their account once in so long, in ms. */
const hintMs = 3_600_000;

const binding = /^绑定[\s:：]*([0-9A-Za-z][0-9A-Za-z\s-]{6,20})$/;
const roomBinding = /^绑定群[\s:：]*([0-9A-Za-z][0-9A-Za-z\s-]{6,20})$/;

/** Takes private messages, and those of a group that mention the bot or bind the group, and answers in private. */
export class WechatyReceiver {
  private readonly hinted = new Map<string, number>();

  constructor(
    private readonly app: App,
    private readonly bot: Pick<Bot, "receive">,
    private readonly wechaty: Wechaty,
  ) {}

  /** Never throws: a message that cannot be dealt with is answered with an apology and logged. */
  async receive(message: WechatyMessage): Promise<void> {
    try {
      const text = await this.textFor(message);
      if (text !== undefined) await this.answer(message, text);
    } catch (error) {
      this.app.log.error({ err: error }, "a wechaty message could not be dealt with");
      await this.tell(message.talker(), say("system.failed")).catch(() => undefined);
    }
  }

  /** What the person said to us; undefined for everything else that passes by. */
  private async textFor(message: WechatyMessage): Promise<string | undefined> {
    const isText = message.type() === this.wechaty.Message.Type.Text;
    const isPerson = message.talker().type() === this.wechaty.Contact.Type.Individual;
    if (message.self() || !isText || !isPerson || message.age() > oldestSeconds) return undefined;
    if (!message.room()) return message.text().trim();
    if (await message.mentionSelf()) return (await message.mentionText()).trim();
    return roomBinding.test(message.text().trim()) ? message.text().trim() : undefined;
  }

  private async answer(message: WechatyMessage, text: string): Promise<void> {
    const talker = message.talker();
    const code = binding.exec(text)?.[1];
    if (code !== undefined) return this.tell(talker, await this.bind(talker, code));
    const roomCode = roomBinding.exec(text)?.[1];
    if (roomCode !== undefined) return this.bindRoom(message, roomCode);
    const isBound = await this.app.db.read.existsBy(Identity, { channel: "wechaty", externalId: talker.id });
    const reply = isBound ? await this.bot.receive(this.inboundOf(message, text)) : this.hint(talker);
    if (!reply) return;
    const room = message.room();
    if (!room) return this.tell(talker, reply);
    // What is said about a person's goals stays between the two of us; the group only sees that it was answered.
    const isTold = await this.tell(talker, reply).then(
      () => true,
      () => false,
    );
    await room.say(isTold ? "已私信回复。" : "请先加我为好友，再发给我。", talker);
  }

  private inboundOf(message: WechatyMessage, text: string): Inbound {
    const now = this.app.clock.now();
    return {
      channel: "wechaty",
      userId: message.talker().id,
      // Puppets' ids are of any length; a receipt's key is not.
      key: `wechaty:${createHash("sha256").update(message.id).digest("hex")}`,
      at: message.date() < now ? message.date() : now,
      text,
    };
  }

  private async bind(talker: Contact, code: string): Promise<Message> {
    const request = { channel: "wechaty" as const, externalId: talker.id, code };
    const outcome = await transact(this.app, null, (work) => bindIdentity(work, request), { via: "wechaty" });
    if (outcome.kind === "refused") return say(outcome.code);
    return say("identity.bound", { name: nameOf(outcome.employee) });
  }

  /** Answered where it was asked: everybody in the room may know whose it is. */
  private async bindRoom(message: WechatyMessage, code: string): Promise<void> {
    const room = message.room();
    if (!room) return this.tell(message.talker(), say("room.onlyInRoom"));
    const request = { channel: "wechaty" as const, externalId: message.talker().id, roomId: room.id, code };
    const outcome = await transact(this.app, null, (work) => bindRoom(work, request), { via: "wechaty" });
    const answer = outcome.kind === "bound" ? say("room.bound", { name: outcome.department.name }) : say(outcome.code);
    await room.say(messageText(answer), message.talker());
  }

  private hint({ id }: Contact): Message | null {
    const now = this.app.clock.now().getTime();
    if (now - (this.hinted.get(id) ?? -hintMs) < hintMs) return null;
    if (this.hinted.size > 10_000) this.hinted.clear();
    this.hinted.set(id, now);
    return say("identity.unbound");
  }

  private async tell(talker: Contact, message: Message): Promise<void> {
    await talker.say(messageText(message));
  }
}
