import { findPeople } from "../../domain/people/findPeople";
import { praise } from "../../domain/recognition/praise";
import { personName } from "../personName";
import { say } from "../say";
import type { Handlers } from "./index";

export function recognitionHandlers(bot: Handlers) {
  bot.command(/^表扬(?:\s+|\s*@)@?(\S+)(?:\s+(.+))?$/s, async (chat, [, name = "", reason = ""]) => {
    const people = await findPeople(chat.db, { query: name, exact: true });
    if (people.length === 0) return { message: say("person.notFoundByName", { name }) };
    if (people.length > 1)
      return {
        message: say("person.which", {
          names: people.map((one) => `${personName(one)}（${one.wecomUserId ?? ""}）`).join("、"),
        }),
      };
    if (reason.trim() === "") return { message: say("praise.reasonMissing", { name }) };
    await praise(chat, { employeeId: people[0]!.id, reason });
    return { message: say("praise.given", { name: personName(people[0]!) }) };
  });
  bot.command(/^表扬$/, async () => ({ message: say("praise.how") }));
}
