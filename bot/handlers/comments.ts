import { z } from "zod";
import { businessDayOf } from "../../domain/calendar";
import { addComment } from "../../domain/comments/addComment";
import { findOpenProblems, type OpenProblem } from "../../domain/comments/findOpenProblems";
import { findGoals } from "../../domain/goals/findGoals";
import { type FoundPerson, findPeople } from "../../domain/people/findPeople";
import type { Chat, FlowHandler, Reply } from "../Chat";
import { endConversation, interruptConversation } from "../conversation";
import { personName } from "../personName";
import { say } from "../say";
import type { Handlers } from "./index";

const flow = "comment.which";
const choiceMinutes = 10;
const mostListed = 20;
/** A problem that was told, and the goals it may be of. */
const Question = z.object({ ids: z.array(z.string()), text: z.string() });
type Question = z.infer<typeof Question>;

export function commentHandlers(bot: Handlers) {
  bot.command(/^求助(?:[\s:：]+(.+))?$/s, askForHelp);
  bot.command(/^回复(?:\s+|\s*@)@?(\S+)(?:\s+(.+))?$/s, answer);
  bot.command(/^回复$/, async () => ({ message: say("comment.howToAnswer") }));
  bot.flow(flow, choose);
}

/** `求助 预算不足`, or `求助 2 预算不足` for the second of several goals. */
async function askForHelp(chat: Chat, [, said = ""]: RegExpMatchArray): Promise<Reply> {
  const goals = await findRunning(chat);
  if (goals.length === 0) return { message: say("comment.noGoal") };
  if (said.trim() === "") return { message: say("comment.how") };
  if (goals.length === 1) return raise(chat, goals[0]!, said);
  const [, number, text = ""] = /^([\d０-９]{1,2})\s+(.+)$/s.exec(said) ?? [];
  const named = number === undefined ? undefined : goals[Number(number.normalize("NFKC")) - 1];
  if (named) return raise(chat, named, text);
  const question: Question = { ids: goals.map(({ id }) => id), text: said };
  await interruptConversation(chat, flow, question, choiceMinutes);
  return { message: say("comment.which", { list: goals.map(({ title }, i) => `${i + 1}. ${title}`).join("\n") }) };
}

/** One's own goals a problem can be told of, the newest first. */
async function findRunning(chat: Chat): Promise<{ id: string; title: string }[]> {
  const views = await findGoals(chat, { ownerId: chat.actor.id, statuses: ["active"], limit: mostListed });
  return views.filter(({ goal }) => !goal.isOver).map(({ objective: { id, title } }) => ({ id, title }));
}

const choose: FlowHandler = async (chat, text, state) => {
  const { ids, text: problem } = Question.parse(state);
  const number = /^[\d０-９]{1,2}$/.test(text) ? Number(text.normalize("NFKC")) : 0;
  const goal = (await findRunning(chat)).find(({ id }) => id === ids[number - 1]);
  if (!goal) return { message: say("comment.chooseNumber", { most: ids.length }) };
  await endConversation(chat);
  return raise(chat, goal, problem);
};

async function raise(chat: Chat, { id, title }: { id: string; title: string }, text: string): Promise<Reply> {
  await addComment(chat, id, { kind: "problem", text });
  return { message: say("comment.raised", { title }) };
}

/** Answers the latest open problem of the person named; of several of that name, of the one who has one. */
async function answer(chat: Chat, [, name = "", text = ""]: RegExpMatchArray): Promise<Reply> {
  const people = await findPeople(chat.db, { query: name, exact: true });
  if (people.length === 0) return { message: say("person.notFoundByName", { name }) };
  if (text.trim() === "") return { message: say("comment.howToAnswer") };
  const asked = await findAsked(chat, people);
  if (!asked) return { message: say("comment.nothingToAnswer", { name: personName(people[0]!) }) };
  await addComment(chat, asked.problem.goalId, { kind: "answer", text });
  return { message: say("comment.answered", { name: personName(asked.person), title: asked.problem.title }) };
}

async function findAsked(
  chat: Chat,
  people: readonly FoundPerson[],
): Promise<{ person: FoundPerson; problem: OpenProblem } | undefined> {
  const today = businessDayOf(chat.now, chat.company.zone);
  for (const person of people) {
    const [problem] = await findOpenProblems(chat, person.id, today);
    if (problem) return { person, problem };
  }
  return undefined;
}
