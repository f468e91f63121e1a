import { retractCheckIn } from "../../domain/checkIns/retractCheckIn";
import { type Deed, findLastDeed } from "../../domain/findLastDeed";
import { undoApproval } from "../../domain/goals/undoApproval";
import { withdrawGoal } from "../../domain/goals/withdrawGoal";
import { retractPraise } from "../../domain/recognition/retractPraise";
import { Employee } from "../../entities";
import type { Chat } from "../Chat";
import type { Message } from "../Message";
import { personName } from "../personName";
import { say } from "../say";
import type { Handlers } from "./index";

/** 撤回: the last thing the person did that can be taken back. */
export function takeBackHandlers(bot: Handlers) {
  bot.command(/^(撤回|撤销)$/, async (chat) => {
    const deed = await findLastDeed(chat);
    return { message: deed ? await takeBack[deed.kind](chat, deed.id) : say("nothing.toTakeBack") };
  });
}

const takeBack: Record<Deed["kind"], (chat: Chat, id: string) => Promise<Message>> = {
  async report(chat, id) {
    const { keyResult } = await retractCheckIn(chat, id);
    return say("checkIn.takenBack", { title: keyResult.title });
  },
  async proposal(chat, id) {
    const { objective } = await withdrawGoal(chat, id);
    return say("goal.takenBack", { title: objective.title });
  },
  async approval(chat, id) {
    const { objective } = await undoApproval(chat, id);
    return say("goal.approvalTakenBack", { title: objective.title });
  },
  async praise(chat, id) {
    const { employeeId } = await retractPraise(chat, id);
    const receiver = await chat.db.findOneByOrFail(Employee, { id: employeeId });
    return say("praise.takenBack", { name: personName(receiver) });
  },
};
