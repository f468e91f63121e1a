import { NotFound } from "../../domain/errors";
import { findPeople } from "../../domain/people/findPeople";
import { cheer } from "../../domain/recognition/cheer";
import { findAwardFacts } from "../../domain/recognition/findAwardFacts";
import { findGivableBadges } from "../../domain/recognition/findBadges";
import { giveAward } from "../../domain/recognition/giveAward";
import type { Chat, Reply } from "../Chat";
import { awardCard } from "../cards/awardCard";
import type { Card } from "../Message";
import { personName } from "../personName";
import { say } from "../say";
import type { Handlers } from "./index";
import { readValueTag } from "./readValueTag";

export function awardHandlers(bot: Handlers) {
  bot.card("award", draw);
  for (const action of ["award.thank", "award.congratulate"]) bot.button(action, press);
  bot.command(/^(?:授勋|颁发勋章)(?:\s+|\s*@)@?(\S+)\s+(\S+)\s+(.+)$/s, giveByName);
  bot.command(/^(?:授勋|颁发勋章)/, how);
}

/** Which of the two it is follows from who presses. */
async function press(chat: Chat, awardId: string): Promise<Reply> {
  await cheer(chat, awardId);
  return { card: await draw(chat, awardId) };
}

async function draw(chat: Chat, awardId: string): Promise<Card> {
  const facts = (await findAwardFacts(chat.db, [awardId])).get(awardId);
  if (!facts) throw new NotFound("award.notFound");
  return awardCard(facts, chat.actor.id, chat.company);
}

async function giveByName(chat: Chat, [, name = "", what = "", reason = ""]: RegExpMatchArray): Promise<Reply> {
  const badge = (await findGivableBadges(chat.db)).find((one) => one.name === what);
  if (!badge) return how(chat);
  const [person, ...others] = await findPeople(chat.db, { query: name, exact: true });
  if (!person) return { message: say("person.notFoundByName", { name }) };
  if (others.length > 0) return { message: say("award.severalPeople", { name }) };
  const to = { employeeId: person.id };
  await giveAward(chat, { kind: "badge", badgeCode: badge.code, to, ...readValueTag(reason) });
  return { message: say("award.given", { name: personName(person), what: `勋章“${badge.name}”` }) };
}

async function how(chat: Chat): Promise<Reply> {
  const badges = await findGivableBadges(chat.db);
  return { message: say("award.how", { list: badges.map(({ name }) => name).join("、") }) };
}
