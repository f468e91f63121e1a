import { say } from "../say";
import type { Handlers } from "./index";

export function generalHandlers(bot: Handlers) {
  bot.command(/^(帮助|help|\?|？|菜单)$/i, async ({ actor }) => ({ message: say("help", { name: actor.name ?? "" }) }));
  bot.event("subscribe", async () => ({ message: say("welcome") }));
  bot.event("enter", async () => ({ message: say("welcome") }));
}
