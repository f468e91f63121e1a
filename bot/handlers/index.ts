import type { ButtonHandler, Chat, FlowHandler, Reply, TakeBackHandler, TextHandler } from "../Chat";
import type { Card } from "../Message";
import { say } from "../say";
import { approvalHandlers } from "./approvals";
import { awardHandlers } from "./awards";
import { checkInHandlers } from "./checkIns";
import { commentHandlers } from "./comments";
import { electionHandlers } from "./elections";
import { generalHandlers } from "./general";
import { goalHandlers } from "./goals";
import { ideaHandlers } from "./ideas";
import { identityHandlers } from "./identity";
import { packetHandlers } from "./packets";
import { recognitionHandlers } from "./recognition";
import { takeBackHandlers } from "./takeBack";
import { teamHandlers } from "./team";

/** Who answers what. Filled once, at start, by the files of this folder. */
export class Handlers {
  readonly commands: [RegExp, TextHandler][] = [];
  readonly buttons = new Map<string, ButtonHandler>();
  readonly flows = new Map<string, FlowHandler>();
  readonly takeBacks = new Map<string, TakeBackHandler>();
  readonly events = new Map<string, (chat: Chat, event: string) => Promise<Reply>>();
  /** Draws the card of a subject as it now is, by the noun its buttons begin with. */
  readonly cards = new Map<string, (chat: Chat, subjectId: string) => Promise<Card>>();
  /** Text that is no command and belongs to no conversation. */
  otherwise: (chat: Chat, text: string) => Promise<Reply> = async () => ({ message: say("command.unknown") });

  command(pattern: RegExp, handler: TextHandler) {
    this.commands.push([pattern, handler]);
  }

  button(action: string, handler: ButtonHandler) {
    this.buttons.set(action, handler);
  }

  card(noun: string, draw: (chat: Chat, subjectId: string) => Promise<Card>) {
    this.cards.set(noun, draw);
  }

  flow(name: string, handler: FlowHandler) {
    this.flows.set(name, handler);
  }

  /** How 撤回 takes the last line out of a conversation that is open. */
  takeBack(flow: string, handler: TakeBackHandler) {
    this.takeBacks.set(flow, handler);
  }

  event(name: string, handler: (chat: Chat, event: string) => Promise<Reply>) {
    this.events.set(name, handler);
  }
}

export function registerHandlers(): Handlers {
  const handlers = new Handlers();
  for (const register of [
    generalHandlers,
    goalHandlers,
    approvalHandlers,
    checkInHandlers,
    commentHandlers,
    teamHandlers,
    recognitionHandlers,
    packetHandlers,
    awardHandlers,
    ideaHandlers,
    electionHandlers,
    takeBackHandlers,
    identityHandlers,
  ])
    register(handlers);
  return handlers;
}
