import { businessDayOf } from "../../domain/calendar";
import { findReportable } from "../../domain/checkIns/findReportable";
import { recordCheckIn } from "../../domain/checkIns/recordCheckIn";
import { figuresOf } from "../../domain/goals/figuresOf";
import { type Amount, parseAmount } from "../../domain/goals/parseAmount";
import { findSchedules } from "../../domain/people/findSchedules";
import type { Chat, Reply } from "../Chat";
import { reportText } from "../cards/reportText";
import { say } from "../say";
import { type Choice, chooseKeyResults, labelKeyResults } from "./chooseKeyResults";
import { foreignUnit } from "./foreignUnit";
import type { Handlers } from "./index";
import { unreadFigure } from "./unreadFigure";

/** `进度 GMV 52000`, `进度 +3000`. What runs on without a blank may as well be a title: see `loose`. */
const command = /^(?:进度|报进度|汇报)(?:[\s:：]+|(?=[+\-−＋－\d０-９￥¥])|$)(.*)$/s;
/** `进度GMV 52000`, where no conversation is open that it could belong to. */
const loose = /^(?:进度|报进度|汇报)(.+)$/s;

export function checkInHandlers(bot: Handlers) {
  bot.command(command, (chat, [, text = ""]) => report(chat, text.trim()));
  bot.event("menu:report", (chat) => report(chat, ""));
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
  if (found.length > 1) return { message: say("checkIn.which", { names: namesOf(found) }) };
  return enter(chat, chosen, { amount, amountText });
}

interface Figure {
  amount: Amount;
  amountText: string;
}

async function enter(chat: Chat, { row, label }: Choice, { amount, amountText }: Figure): Promise<Reply> {
  if (amount.isDone && row.kind !== "binary") return { message: say("checkIn.needsNumber", { name: label }) };
  const given = foreignUnit(amount, amountText, row.unit);
  if (given) return { message: say("checkIn.unitDiffers", { name: label, unit: row.unit, given }) };
  const { keyResult, isReached } = await recordCheckIn(chat, {
    keyResultId: row.id,
    operation: amount.operation,
    amount: amount.scaled,
    source: "chat",
    occurredAt: chat.said,
  });
  const today = businessDayOf(chat.said, chat.company.zone);
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
