import type { Wechaty } from "wechaty";
import type { App, Channel, Delivery, Outcome, SendLimit } from "../../domain/context";
import { Identity } from "../../entities";
import { composeNotice } from "../composeNotice";
import type { Message } from "../Message";
import { messageText } from "../messageText";
import type { CardMemory } from "./CardMemory";

/** No limit is published. Personal accounts that write like machines are closed, so we stay far below a person's pace. */
const limits: readonly SendLimit[] = [
  { target: "person", seconds: 60, max: 10 },
  { target: "app", seconds: 60, max: 30 },
];

/** Carries notices to people who have bound a WeChat account, and to the room that is called like their department. */
export class WechatyChannel implements Channel {
  readonly limits = limits;

  constructor(
    private readonly app: App,
    private readonly wechaty: Wechaty,
    private readonly cards: CardMemory,
  ) {}

  async deliver(delivery: Delivery): Promise<Outcome> {
    const message = composeNotice(delivery, this.app.company.publicUrl);
    if (!message) return { kind: "pointless", reason: "notice.pointless" };
    if (!this.wechaty.isLoggedIn) return { kind: "retry", error: "wechaty.loggedOut" };
    try {
      return delivery.team ? await this.announce(delivery.team.name, message) : await this.send(delivery, message);
    } catch (error) {
      this.app.log.warn({ err: error }, "wechaty could not send");
      return { kind: "retry", error: "wechaty.failed" };
    }
  }

  /** The room of a department, when there is one. */
  async findRoom(name: string) {
    return this.wechaty.isLoggedIn ? this.wechaty.Room.find({ topic: name }) : undefined;
  }

  private async send({ person }: Delivery, message: Message): Promise<Outcome> {
    const employeeId = person?.id ?? "";
    const identity = await this.app.db.read.findOneBy(Identity, { employeeId, channel: "wechaty" });
    if (!identity) return { kind: "failed", error: "person.unbound" };
    const contact = await this.wechaty.Contact.find({ id: identity.externalId });
    if (!contact) return { kind: "failed", error: "wechaty.contactGone" };
    await contact.say(messageText(message));
    if (message.kind === "card") this.cards.remember(contact.id, message.card);
    return { kind: "sent" };
  }

  private async announce(name: string, message: Message): Promise<Outcome> {
    const room = await this.findRoom(name);
    if (!room) return { kind: "pointless", reason: "team.noGroup" };
    await room.say(messageText(message));
    return { kind: "sent" };
  }
}
