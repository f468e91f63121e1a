import { z } from "zod";
import { DomainError, Invalid } from "../../domain/errors";
import { type Colleague, findColleagues } from "../../domain/people/findColleagues";
import { findPeople } from "../../domain/people/findPeople";
import { praise } from "../../domain/recognition/praise";
import { Employee } from "../../entities";
import type { Chat, FlowHandler, Reply } from "../Chat";
import { endConversation, interruptConversation } from "../conversation";
import { personName } from "../personName";
import { say } from "../say";
import type { Handlers } from "./index";
import { readValueTag } from "./readValueTag";

const flow = "praise.choose";
const choiceMinutes = 10;
const Choice = z.object({
  ids: z.array(z.string()),
  /** What was said already, before it was clear who is meant. */
  reason: z.string(),
});
type Choice = z.infer<typeof Choice>;

export function recognitionHandlers(bot: Handlers) {
  bot.command(/^表扬(?:\s+|\s*@)@?(\S+)(?:\s+(.+))?$/s, praiseByName);
  bot.command(/^表扬$/, async (chat) => offer(chat, await findColleagues(chat.db, chat.actor)));
  bot.flow(flow, choose);
}

async function praiseByName(chat: Chat, [, name = "", reason = ""]: RegExpMatchArray): Promise<Reply> {
  const [person, ...others] = await findPeople(chat.db, { query: name, exact: true });
  if (!person) return { message: say("person.notFoundByName", { name }) };
  if (others.length > 0) return offer(chat, [person, ...others], reason);
  if (readValueTag(reason).reason === "") return { message: say("praise.reasonMissing", { name }) };
  return give(chat, person, reason);
}

async function give(chat: Chat, person: Pick<Employee, "id" | "name" | "wecomUserId">, reason: string): Promise<Reply> {
  await praise(chat, { employeeId: person.id, ...readValueTag(reason) });
  return { message: say("praise.given", { name: personName(person) }) };
}

/** People to pick from by number: names may be unknown to us, or shared. */
async function offer(chat: Chat, people: readonly Colleague[], reason = ""): Promise<Reply> {
  if (people.length === 0) return { message: say("praise.how") };
  const choice: Choice = { ids: people.map(({ id }) => id), reason: reason.trim() };
  await interruptConversation(chat, flow, choice, choiceMinutes);
  const list = people.map((person, index) => `${index + 1}. ${describe(person)}`).join("\n");
  return { message: say(choice.reason === "" ? "praise.choose" : "praise.which", { list }) };
}

/** Account and place tell apart those of the same name; somebody without a name is shown by WeCom's. */
const describe = (person: Colleague & { department?: string | null }) =>
  [
    personName(person) + (person.name && person.wecomUserId ? `（${person.wecomUserId}）` : ""),
    person.department,
    person.position,
  ]
    .filter(Boolean)
    .join(" · ");

/** `2 发货又快又准`, or the number alone where the reason was said before or is still to come. */
const choose: FlowHandler = async (chat, text, state) => {
  const { ids, reason: said } = Choice.parse(state);
  const [, number, words = ""] = /^([\d０-９]{1,2})(?:\s+(.+))?$/s.exec(text) ?? [];
  // Only one is left when the number came first: the line is the reason.
  const id = number === undefined && ids.length === 1 ? ids[0] : ids[Number(number?.normalize("NFKC")) - 1];
  const reason = number === undefined ? text : words || said;
  if (id === undefined) return { message: say("praise.chooseNumber", { most: ids.length }) };
  const person = await chat.db.findOneByOrFail(Employee, { id });
  if (reason === "") {
    await interruptConversation(chat, flow, { ids: [id], reason: "" } satisfies Choice, choiceMinutes);
    return { message: say("praise.reasonNow", { name: personName(person) }) };
  }
  return giveOnce(chat, person, reason);
};

/** The list is closed with the praise, and with a refusal too: only a reason that is too long is asked for again. */
async function giveOnce(chat: Chat, person: Employee, reason: string): Promise<Reply> {
  try {
    const reply = await give(chat, person, reason);
    await endConversation(chat);
    return reply;
  } catch (error) {
    // Anything but the reason is refused before a change.
    if (!(error instanceof DomainError) || error instanceof Invalid) throw error;
    await endConversation(chat);
    return { message: say(error.code, error.details) };
  }
}
