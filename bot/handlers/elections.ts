import { z } from "zod";
import { cancelElection } from "../../domain/elections/cancelElection";
import { mayOpenElections } from "../../domain/elections/electionPolicy";
import { electionTitle } from "../../domain/elections/electionTitle";
import { takesPart } from "../../domain/elections/electorate";
import { findElection, findElections, type OwnElectionView } from "../../domain/elections/findElections";
import { nominate } from "../../domain/elections/nominate";
import { vote } from "../../domain/elections/vote";
import { DomainError } from "../../domain/errors";
import { type FoundPerson, findPeople } from "../../domain/people/findPeople";
import { Employee } from "../../entities";
import type { ButtonHandler, Chat, FlowHandler, Reply } from "../Chat";
import { electionCard, scopeText } from "../cards/electionCard";
import { electionListText } from "../cards/electionListText";
import { endConversation, interruptConversation } from "../conversation";
import { personName } from "../personName";
import { say } from "../say";
import type { Handlers } from "./index";

const flow = "election.cancel";
const choiceMinutes = 10;
const Choice = z.object({ ids: z.array(z.string()) });

export function electionHandlers(bot: Handlers) {
  bot.command(/^提名(?:\s+(\d{4}-\d{2}))?(?:\s+|\s*@)@?(\S+)(?:\s+(.+))?$/s, nominateByName);
  bot.command(/^提名$/, async () => ({ message: say("election.how") }));
  bot.command(/^(评选|投票|优秀员工)$/, listElections);
  bot.command(/^取消评选$/, offerToCancel);
  bot.flow(flow, chooseToCancel);
  bot.card("election", async (chat, id) => draw(chat, await findElection(chat, id)));
  bot.button("election.vote", press);
}

const draw = (chat: Chat, view: OwnElectionView) => electionCard(view, chat.actor.id, chat.company);

const press: ButtonHandler = async (chat, id, { choices }) => {
  const nomineeId = choices.nominee?.[0];
  if (nomineeId === undefined) return { message: say("election.choose") };
  await vote(chat, id, nomineeId);
  return { card: draw(chat, await findElection(chat, id)) };
};

/** What runs: a card to vote with where there is just one vote, else a list. */
async function listElections(chat: Chat): Promise<Reply> {
  const views = (await findElections(chat)).filter(({ isPart }) => isPart);
  const votable = views.filter(({ abilities }) => abilities.vote);
  if (votable.length === 1) return { message: { kind: "card", card: draw(chat, votable[0]!) } };
  return { message: electionListText(views, chat.company) };
}

/**
 * Of several elections at once the narrowest both take part in; of several there the one of the month that was said. The
 * answer says which.
 */
async function nominateByName(chat: Chat, [, month, name = "", reason = ""]: RegExpMatchArray): Promise<Reply> {
  const running = (await findElections(chat)).filter(
    ({ isPart, phase, election }) => isPart && phase === "nominating" && (!month || election.month === month),
  );
  if (running.length === 0) return { message: say("election.none") };
  const people = await findPeople(chat.db, { query: name, exact: true });
  if (people.length === 0) return { message: say("person.notFoundByName", { name }) };
  if (reason.trim() === "") return { message: say("election.reasonMissing", { name }) };
  const narrowestFirst = [...running].sort(
    (a, b) => Number(a.department === undefined) - Number(b.department === undefined),
  );
  for (const view of narrowestFirst) {
    const inScope = await filterScope(chat, view, people);
    if (inScope.length > 1) return { message: say("election.severalPeople", { name, list: accounts(inScope) }) };
    if (inScope.length !== 1) continue;
    const same = running.filter(({ election }) => election.departmentKey === view.election.departmentKey);
    if (same.length > 1)
      return { message: say("election.which", { name, month: same[0]!.election.month, list: monthsOf(same) }) };
    return propose(chat, view, inScope[0]!, reason);
  }
  return { message: say("election.notInScope") };
}

async function propose(chat: Chat, view: OwnElectionView, person: FoundPerson, reason: string): Promise<Reply> {
  await nominate(chat, view.election.id, { employeeId: person.id, reason });
  return { message: say("election.nominated", { name: personName(person), title: titleOf(view) }) };
}

const monthsOf = (views: readonly OwnElectionView[]) =>
  views.map((view) => `${view.election.month}：${titleOf(view)}`).join("\n");

const titleOf = (view: Pick<OwnElectionView, "election" | "department">) =>
  `${electionTitle(view.election)}（${scopeText(view)}）`;

/** One is asked for by number though there is only one: what is cancelled does not come back. */
async function offerToCancel(chat: Chat): Promise<Reply> {
  if (!mayOpenElections(chat.actor)) return { message: say("election.cancelForbidden") };
  const views = (await findElections(chat)).filter(({ abilities }) => abilities.cancel);
  if (views.length === 0) return { message: say("election.noneToCancel") };
  const ids = views.map(({ election }) => election.id);
  await interruptConversation(chat, flow, { ids } satisfies z.infer<typeof Choice>, choiceMinutes);
  const list = views.map((view, index) => `${index + 1}. ${titleOf(view)}`).join("\n");
  return { message: say("election.chooseToCancel", { list }) };
}

const chooseToCancel: FlowHandler = async (chat, text, state) => {
  const { ids } = Choice.parse(state);
  const [number = ""] = /^[\d０-９]{1,2}$/.exec(text.trim()) ?? [];
  const id = ids[Number(number.normalize("NFKC")) - 1];
  if (id === undefined) return { message: say("election.chooseNumber", { most: ids.length }) };
  const view = await findElection(chat, id);
  try {
    await cancelElection(chat, id);
    await endConversation(chat);
    return { message: say("election.cancelled", { title: titleOf(view) }) };
  } catch (error) {
    // Refused before a change, and nothing is left to ask.
    if (!(error instanceof DomainError)) throw error;
    await endConversation(chat);
    return { message: say(error.code, error.details) };
  }
};

async function filterScope(chat: Chat, view: OwnElectionView, people: readonly FoundPerson[]): Promise<FoundPerson[]> {
  const found: FoundPerson[] = [];
  for (const person of people) {
    const employee = await chat.db.findOneByOrFail(Employee, { id: person.id });
    if (await takesPart(chat.db, view.election, employee)) found.push(person);
  }
  return found;
}

const accounts = (people: readonly FoundPerson[]) => people.flatMap(({ wecomUserId }) => wecomUserId ?? []).join("、");
