import { businessDayOf } from "../../domain/calendar";
import { findLastCheckIn } from "../../domain/checkIns/findLastCheckIn";
import { findReportable } from "../../domain/checkIns/findReportable";
import { recordCheckIn } from "../../domain/checkIns/recordCheckIn";
import { retractCheckIn } from "../../domain/checkIns/retractCheckIn";
import { figuresOf } from "../../domain/goals/figuresOf";
import type { KeyResultRow } from "../../domain/goals/KeyResultRow";
import { type Amount, parseAmount } from "../../domain/goals/parseAmount";
import { findSchedules } from "../../domain/people/findSchedules";
import type { Chat, Reply } from "../Chat";
import { reportText } from "../cards/reportText";
import { say } from "../say";
import type { Handlers } from "./index";

/** `进度 GMV 52000`, `进度 +3000`, `5.2万`. */
const command = /^(?:进度|报进度|汇报)\s*[:：]?\s*(.*)$/s;

export function checkInHandlers(bot: Handlers) {
  bot.command(command, (chat, [, text = ""]) => report(chat, text.trim()));
  bot.command(/^(撤回|撤销)$/, takeBack);
  bot.event("menu:report", (chat) => report(chat, ""));
  bot.otherwise = async (chat, text) =>
    parseAmount(text).kind === "amount" ? report(chat, text) : { message: say("command.unknown") };
}

async function report(chat: Chat, text: string): Promise<Reply> {
  const reportable = await findReportable(chat, chat.actor.id, chat.said);
  if (reportable.length === 0) return { message: say("checkIn.nothingToReport") };
  const { name, amountText } = splitReport(text);
  if (amountText === "") return { message: say("checkIn.how", { names: namesOf(reportable) }) };
  const amount = parseAmount(amountText);
  if (amount.kind === "refused") return { message: say(`amount.${amount.reason}`, { text: amountText }) };
  const found = choose(reportable, name, amount);
  const [row] = found;
  if (!row) return { message: say("checkIn.noSuchKeyResult", { names: namesOf(reportable) }) };
  if (found.length > 1) return { message: say("checkIn.which", { names: namesOf(found) }) };
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

const reportPattern = /^(.*?)\s*([+\-＋－]?\s*[\d０-９￥¥][^\s]*|完成|已完成|做完了?)$/s;

/** The last word is the figure, what stands before it the key result's name. */
function splitReport(text: string) {
  const match = reportPattern.exec(text);
  if (!match) return { name: text, amountText: "" };
  const [, name = "", amountText = ""] = match;
  return { name: name.trim(), amountText: amountText.replace(/\s+/g, "") };
}

/** The key results meant: by exact name, else by part of it, of the kind the figure fits. */
function choose(reportable: readonly KeyResultRow[], name: string, amount: Amount): KeyResultRow[] {
  const named = reportable.filter(({ title }) => title.toLowerCase().includes(name.toLowerCase()));
  const exact = named.filter(({ title }) => title === name);
  if (exact.length === 1) return exact;
  return named.filter(({ kind }) => amount.isDone === (kind === "binary"));
}

const namesOf = (rows: readonly KeyResultRow[]) => rows.map(({ title }) => title).join("、");

async function takeBack(chat: Chat): Promise<Reply> {
  const last = await findLastCheckIn(chat.db, chat.actor.id);
  if (!last) return { message: say("checkIn.nothingToTakeBack") };
  const { keyResult } = await retractCheckIn(chat, last.id);
  return { message: say("checkIn.takenBack", { title: keyResult.title }) };
}
