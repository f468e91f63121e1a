import { authorize } from "../../domain/authorize";
import { DomainError, Invalid } from "../../domain/errors";
import { approvePacket } from "../../domain/packets/approvePacket";
import { returnPacket } from "../../domain/packets/endPacket";
import { packetPolicy } from "../../domain/packets/packetPolicy";
import { requestPacket } from "../../domain/packets/requestPacket";
import { findPacket } from "../../domain/packets/viewPackets";
import { findPeople } from "../../domain/people/findPeople";
import type { ButtonHandler, Chat, FlowHandler, Reply } from "../Chat";
import { packetCard } from "../cards/packetCard";
import { packetReturnReasons } from "../cards/packetReturnReasons";
import { otherReason } from "../cards/returnReasons";
import { readYuan, yuanText } from "../cards/yuanText";
import { endConversation, interruptConversation } from "../conversation";
import { personName } from "../personName";
import { say } from "../say";
import type { Handlers } from "./index";

const flow = "packet.returnReason";
const reasonMinutes = 10;

export function packetHandlers(bot: Handlers) {
  bot.command(/^(?:发)?红包(?:\s+|\s*@)@?(\S+)\s+(\S+)\s+(.+)$/s, giveByName);
  bot.command(/^(?:发)?红包(?:\s.*)?$/s, async () => ({ message: say("packet.how") }));
  bot.card("packet", draw);
  bot.button("packet.approve", async (chat, id) => {
    await approvePacket(chat, id);
    return { card: await draw(chat, id) };
  });
  bot.button("packet.return", pressReturn);
  bot.flow(flow, takeReason);
}

const draw = async (chat: Chat, id: string) => packetCard(await findPacket(chat, id), chat.actor, chat);

async function giveByName(chat: Chat, [, name = "", amount = "", reason = ""]: RegExpMatchArray): Promise<Reply> {
  const totalFen = readYuan(amount);
  if (totalFen === undefined) return { message: say("packet.amountUnread", { text: amount }) };
  const [person, ...others] = await findPeople(chat.db, { query: name, exact: true });
  if (!person) return { message: say("person.notFoundByName", { name }) };
  if (others.length > 0) return { message: say("packet.severalPeople", { name }) };
  const packet = await requestPacket(chat, { to: { employeeId: person.id }, totalFen, reason });
  const code = packet.state === "approved" ? "packet.given" : "packet.requested";
  return { message: say(code, { name: personName(person), what: yuanText(totalFen), needed: packet.approvalsNeeded }) };
}

const pressReturn: ButtonHandler = async (chat, id, { choices }) => {
  const chosen = choices.returnReason?.[0];
  const reason = packetReturnReasons.find((one) => one.id === chosen);
  if (reason && chosen !== otherReason) {
    await returnPacket(chat, id, reason.text);
    return { card: await draw(chat, id) };
  }
  // Refused now rather than after a reason was thought of.
  authorize(packetPolicy, "return", chat.actor, await findPacket(chat, id), "packet");
  if (!reason) return { message: say("packet.chooseReason") };
  await interruptConversation(chat, flow, { packetId: id }, reasonMinutes);
  return { message: say("packet.writeReason", { minutes: reasonMinutes }) };
};

/** Cards have no text field: the person's next line is the reason. */
const takeReason: FlowHandler = async (chat, text, { packetId }) => {
  const id = String(packetId);
  try {
    await returnPacket(chat, id, text);
    await endConversation(chat);
    return { card: await draw(chat, id), message: say("packet.returnedByYou"), cardOf: id };
  } catch (error) {
    // A reason that is too long is asked for again. Anything else is refused before a change, and nothing is left to ask.
    if (!(error instanceof DomainError) || error instanceof Invalid) throw error;
    await endConversation(chat);
    return { message: say(error.code, error.details) };
  }
};
