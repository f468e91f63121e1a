import { bindingMinutes, issueBindingCode } from "../../domain/people/issueBindingCode";
import { issueRoomCode } from "../../domain/people/issueRoomCode";
import { say } from "../say";
import type { Handlers } from "./index";

/** 绑定, 绑定群: one-time codes by which a person ties another chat account to themselves, and a room to their team. */
export function identityHandlers(bot: Handlers) {
  bot.command(/^绑定$/, async (chat) => {
    const { code } = await issueBindingCode(chat);
    return { message: say("identity.code", { code, minutes: bindingMinutes }) };
  });
  // The code was typed to whoever gave it.
  bot.command(/^绑定[\s:：]*[0-9A-Za-z][0-9A-Za-z\s-]{6,20}$/, async () => ({
    message: say("identity.codeElsewhere"),
  }));
  bot.command(/^绑定群(?:[\s:：]+(.+))?$/, async (chat, [, name]) => {
    const { code, department } = await issueRoomCode(chat, name?.trim());
    return { message: say("room.code", { code, minutes: bindingMinutes, name: department.name }) };
  });
}
