import { findTeam } from "../../domain/goals/findTeam";
import { teamText } from "../cards/teamText";
import { say } from "../say";
import type { Handlers } from "./index";

export function teamHandlers(bot: Handlers) {
  bot.command(/^(团队|我的团队)$/, async (chat) => {
    const team = await findTeam(chat, chat.actor.id);
    return { message: team.members.length === 0 ? say("team.none") : teamText(team, chat.company) };
  });
}
