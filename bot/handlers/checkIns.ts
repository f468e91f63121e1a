import { z } from "zod";
import { businessDayOf } from "../../domain/calendar";
import { findReportable } from "../../domain/checkIns/findReportable";
import { recordCheckIn } from "../../domain/checkIns/recordCheckIn";
import { figuresOf } from "../../domain/goals/figuresOf";
import { type Amount, parseAmount } from "../../domain/goals/parseAmount";
import { findSchedules } from "../../domain/people/findSchedules";
import type { Chat, Reply } from "../Chat";
import { reportText } from "../cards/reportText";
import { endConversation, findConversation, interruptConversation } from "../conversation";
import { say } from "../say";
import { type Choice, chooseKeyResults, labelKeyResults } from "./chooseKeyResults";
import { foreignUnit } from "./foreignUnit";
import type { Handlers } from "./index";
import { unreadFigure } from "./unreadFigure";

/** `进度 GMV 52000`, `进度 +3000`. What runs on without a blank may as well be a title: see `loose`. */
const command = /^(?:进度|报进度|汇报)(?:[\s:：]+|(?=[+\-−＋－\d０-９￥¥])|$)(.*)$/s;
/** `进度GMV 52000`, where no conversation is open that it could belong to. */
const loose = /^(?:进度|报进度|汇报)(.+)$/s;

const flow = "checkIn.which";
const choiceMinutes = 10;
/** A figure that fits several key results, and which they are, until the person says which. */
const Question = z.object({ ids: z.array(z.string()), amountText: z.string(), said: z.coerce.date() });
type Question = z.infer<typeof Question>;

export function checkInHandlers(bot: Handlers) {
  bot.command(command, (chat, [, text = ""]) => report(chat, text.trim()));
  bot.event("menu:report", (chat) => report(chat, ""));
  bot.flow(flow, async (chat, text, state) => {
    const question = Question.parse(state);
    const number = /^[\d０-９]{1,2}$/.test(text) ? Number(text.normalize("NFKC")) : undefined;
    const isReport = loose.test(text) || parseAmount(text).kind === "amount";
    return number === undefined && isReport ? bot.otherwise(chat, text) : choose(chat, number ?? text, question);
  });
  bot.otherwise = async (chat, text) => {
    const said = loose.exec(text)?.[1];
    if (said !== undefined) return report(chat, said);
    const amount = parseAmount(text);
    if (amount.kind === "refused") return { message: say("command.unknown") };
    // A 完成 sent twice: the guide took the first for its end, and the second reports nothing.
    if (amount.isDone) return { message: say("checkIn.howDone") };
    // `5.2万`
    return report(chat, text);
  };
}

async function report(chat: Chat, text: string): Promise<Reply> {
  const reportable = labelKeyResults(await findReportable(chat, chat.actor.id, chat.said));
  if (reportable.length === 0) return { message: say("checkIn.nothingToReport") };
  const { name, amountText } = splitReport(text);
  if (amountText === "")
    return { message: unreadFigure(reportable, text) ?? say("checkIn.how", { names: namesOf(reportable) }) };
  const amount = parseAmount(amountText);
  if (amount.kind === "refused") return { message: say(`amount.${amount.reason}`, { text: amountText }) };
  const found = chooseKeyResults(reportable, name, amount);
  const [chosen] = found;
  if (!chosen)
    return {
      message: unreadFigure(reportable, text) ?? say("checkIn.noSuchKeyResult", { names: namesOf(reportable) }),
    };
  if (found.length > 1) return ask(chat, found, amountText);
  // A question that was left open would take a later number for its answer.
  if ((await findConversation(chat))?.flow === flow) await endConversation(chat);
  return enter(chat, chosen, { amount, amountText, said: chat.said });
}

async function ask(chat: Chat, choices: readonly Choice[], amountText: string): Promise<Reply> {
  const question: Question = { ids: choices.map(({ row }) => row.id), amountText, said: chat.said };
  await interruptConversation(chat, flow, question, choiceMinutes);
  const list = choices.map(({ label }, index) => `${index + 1}. ${label}`).join("\n");
  return { message: say("checkIn.which", { list }) };
}

/** By number, or by name. */
async function choose(chat: Chat, answer: number | string, { ids, amountText, said }: Question): Promise<Reply> {
  const again = { message: say("checkIn.chooseNumber", { most: ids.length }) };
  const amount = parseAmount(amountText);
  if (amount.kind === "refused") return again;
  const reportable = labelKeyResults(await findReportable(chat, chat.actor.id, said));
  const asked = reportable.filter(({ row }) => ids.includes(row.id));
  const found =
    typeof answer === "number"
      ? asked.filter(({ row }) => row.id === ids[answer - 1])
      : chooseKeyResults(asked, answer, amount);
  const [chosen] = found;
  if (!chosen || found.length > 1) return again;
  await endConversation(chat);
  return enter(chat, chosen, { amount, amountText, said });
}

interface Figure {
  amount: Amount;
  amountText: string;
  said: Date;
}

async function enter(chat: Chat, { row, label }: Choice, { amount, amountText, said }: Figure): Promise<Reply> {
  if (amount.isDone && row.kind !== "binary") return { message: say("checkIn.needsNumber", { name: label }) };
  const given = foreignUnit(amount, amountText, row.unit);
  if (given) return { message: say("checkIn.unitDiffers", { name: label, unit: row.unit, given }) };
  const { keyResult, isReached } = await recordCheckIn(chat, {
    keyResultId: row.id,
    operation: amount.operation,
    amount: amount.scaled,
    source: "chat",
    occurredAt: said,
  });
  const today = businessDayOf(said, chat.company.zone);
  const schedule = (await findSchedules(chat.db, [chat.actor], today)).get(chat.actor.id)!;
  const after = { ...row, current: keyResult.current, reportedOn: keyResult.reportedOn };
  const figures = figuresOf(after, { today, value: keyResult.current, isTodayIn: true, schedule });
  return { message: reportText(after, figures, isReached) };
}

const reportPattern = /^(.*?)\s*([+\-−＋－]?\s*[\d０-９￥¥][^\s]*(?:\s[百千万亿kKwW]+)?|完成|已完成|做完了?)$/s;

/** The last word is the figure, what stands before it the key result's name. */
function splitReport(text: string) {
  const match = reportPattern.exec(text);
  if (!match) return { name: text, amountText: "" };
  const [, name = "", amountText = ""] = match;
  return { name: name.trim(), amountText: amountText.replace(/\s+/g, "") };
}

const namesOf = (choices: readonly { label: string }[]) => choices.map(({ label }) => label).join("、");
