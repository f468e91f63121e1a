import { bindingMinutes, issueBindingCode } from "../../domain/people/issueBindingCode";
import { say } from "../say";
import type { Handlers } from "./index";

/** 绑定: a one-time code by which the person ties another chat account to themselves. */
export function identityHandlers(bot: Handlers) {
  bot.command(/^绑定$/, async (chat) => {
    const { code } = await issueBindingCode(chat);
    return { message: say("identity.code", { code, minutes: bindingMinutes }) };
  });
}
