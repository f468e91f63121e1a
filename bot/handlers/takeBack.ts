import { businessDayOf } from "../../domain/calendar";
import { retractCheckIn } from "../../domain/checkIns/retractCheckIn";
import { electionTitle } from "../../domain/elections/electionTitle";
import { findDepartment } from "../../domain/elections/electorate";
import { withdrawNomination } from "../../domain/elections/withdrawNomination";
import { withdrawVote } from "../../domain/elections/withdrawVote";
import { type Deed, findLastDeed } from "../../domain/findLastDeed";
import { undoApproval } from "../../domain/goals/undoApproval";
import { withdrawGoal } from "../../domain/goals/withdrawGoal";
import { undoIdea } from "../../domain/ideas/undoIdea";
import { withdrawIdea } from "../../domain/ideas/withdrawIdea";
import { cancelPacket } from "../../domain/packets/endPacket";
import { retractAward } from "../../domain/recognition/retractAward";
import { CheckIn, Department, Election, Employee, KeyResult, Nomination, Packet } from "../../entities";
import type { Chat, Reply } from "../Chat";
import { dayText } from "../cards/dayText";
import { scopeText } from "../cards/electionCard";
import { valueText } from "../cards/figureText";
import { reportedText } from "../cards/reportedText";
import { yuanText } from "../cards/yuanText";
import { findConversation } from "../conversation";
import type { Message } from "../Message";
import { personName } from "../personName";
import { say } from "../say";
import { cutText } from "../text";
import type { Handlers } from "./index";

/** 撤回: the last thing the person did or wrote that can be taken back. `撤回 11月24日`: a report of that earlier day. */
export function takeBackHandlers(bot: Handlers) {
  bot.command(/^(?:撤回|撤销)(?:\s*([\d０-９]{1,2}月[\d０-９]{1,2}日))?$/, async (chat, [, named]): Promise<Reply> => {
    const deed = await findLastDeed(chat);
    const line = named === undefined ? await takeBackLine(chat, bot, deed) : undefined;
    if (line) return line;
    if (!deed) return { message: say("nothing.toTakeBack") };
    const doubt = await findDoubt(chat, deed, named?.normalize("NFKC"));
    return { message: doubt ?? (await takeBack[deed.kind](chat, deed.id)) };
  });
}

/** Takes back the last line of a conversation that is open, where nothing was done since; undefined without one. */
async function takeBackLine(chat: Chat, bot: Handlers, deed: Deed | undefined): Promise<Reply | undefined> {
  const open = await findConversation(chat);
  if (!open || (deed && deed.at > open.updatedAt)) return undefined;
  return bot.takeBacks.get(open.flow)?.(chat, open.state);
}

/** A report of an earlier day is hardly what was meant by a bare 撤回: the day is asked for first. */
async function findDoubt(chat: Chat, deed: Deed, named: string | undefined): Promise<Message | undefined> {
  const report = deed.kind === "report" ? await findReport(chat, deed.id) : undefined;
  if (named !== undefined) return report?.day === named ? undefined : say("takeBack.otherDay", { day: named });
  return report?.isOld ? say("checkIn.takeBackDay", { day: report.day, what: report.what }) : undefined;
}

async function findReport(chat: Chat, id: string) {
  const checkIn = await chat.db.findOneByOrFail(CheckIn, { id });
  const keyResult = await chat.db.findOneByOrFail(KeyResult, { id: checkIn.keyResultId });
  const isOld = checkIn.businessDay < businessDayOf(chat.said, chat.company.zone);
  return { day: dayText(checkIn.businessDay), isOld, what: reportedText({ ...keyResult, ...reportOf(checkIn) }) };
}

const reportOf = ({ operation, amount }: CheckIn) => ({ operation, amount });

const takeBack: Record<Deed["kind"], (chat: Chat, id: string) => Promise<Message>> = {
  async report(chat, id) {
    const { checkIn, keyResult } = await retractCheckIn(chat, id, chat.said);
    return say("checkIn.takenBack", {
      day: dayText(checkIn.businessDay),
      what: reportedText({ ...keyResult, ...reportOf(checkIn) }),
      now: keyResult.current === null ? "现在没有上报了" : `现在是 ${valueText(keyResult, keyResult.current)}`,
    });
  },
  async proposal(chat, id) {
    const { objective } = await withdrawGoal(chat, id);
    return say("goal.takenBack", { title: objective.title });
  },
  async approval(chat, id) {
    const { objective } = await undoApproval(chat, id);
    return say("goal.approvalTakenBack", { title: objective.title });
  },
  async idea(chat, id) {
    const { idea } = await withdrawIdea(chat, id);
    return say("idea.withdrawnByYou", { text: cutText(idea.text, 20) });
  },
  async ideaDecision(chat, id) {
    const { author } = await undoIdea(chat, id);
    return say("idea.takenBack", { name: personName(author) });
  },
  async award(chat, id) {
    const { kind, employeeId, teamId } = await retractAward(chat, id);
    const receiver = await chat.db.findOneByOrFail(Employee, { id: employeeId });
    if (kind === "praise") return say("praise.takenBack", { name: personName(receiver) });
    const team = teamId ? await chat.db.findOneBy(Department, { id: teamId }) : null;
    return say("award.takenBack", { name: team?.name ?? personName(receiver) });
  },
  async packet(chat, id) {
    const { state, totalFen } = await chat.db.findOneByOrFail(Packet, { id });
    if (state === "approved") return say("packet.takeBackTooLate");
    await cancelPacket(chat, id);
    return say("packet.takenBack", { what: yuanText(totalFen) });
  },
  async nomination(chat, id) {
    const { electionId, employeeId } = await chat.db.findOneByOrFail(Nomination, { id });
    await withdrawNomination(chat, electionId, employeeId);
    const nominee = await chat.db.findOneByOrFail(Employee, { id: employeeId });
    return say("election.nominationTakenBack", { name: personName(nominee), title: await titleOf(chat, electionId) });
  },
  async vote(chat, id) {
    await withdrawVote(chat, id);
    return say("election.voteTakenBack", { title: await titleOf(chat, id) });
  },
};

async function titleOf({ db }: Chat, electionId: string): Promise<string> {
  const election = await db.findOneByOrFail(Election, { id: electionId });
  return `${electionTitle(election)}（${scopeText({ department: await findDepartment(db, election) })}）`;
}
