import { StringDecoder } from "node:string_decoder";
import { StatementUnread } from "../StatementUnread";
import { type Flow, fenOf, parseFlow, readTitles } from "./parseFlow";

const mostLineLength = 64 * 1024;

/**
 * Reads a statement a chunk at a time. It ends with its own count and sums, which have to be those of its lines: that
 * is how a v2 statement, which comes without a hash, shows that it is whole.
 * @throws StatementUnread
 */
export async function* readFlows(chunks: AsyncIterable<Buffer>): AsyncGenerator<Flow> {
  const totals = { incomeCount: 0, incomeFen: 0, expenseCount: 0, expenseFen: 0 };
  let titles: string[] | undefined;
  let summary: "awaited" | "next" | "read" = "awaited";
  for await (const line of linesOf(chunks)) {
    if (titles === undefined) titles = readTitles(line);
    else if (summary === "next") {
      checkSummary(line, totals);
      summary = "read";
    } else if (summary === "read") throw new StatementUnread("lines after the totals");
    else if (line.startsWith("资金流水总笔数")) summary = "next";
    else {
      const flow = parseFlow(titles, line);
      totals[flow.isIncome ? "incomeCount" : "expenseCount"] += 1;
      totals[flow.isIncome ? "incomeFen" : "expenseFen"] += flow.amountFen;
      yield flow;
    }
  }
  if (summary !== "read") throw new StatementUnread("it ends before its totals");
}

/** Counts are written 20.0 as well as 20. */
function checkSummary(
  line: string,
  totals: Record<"incomeCount" | "incomeFen" | "expenseCount" | "expenseFen", number>,
) {
  const cells = line.split(",").map((cell) => cell.trim().replace(/^`/, ""));
  const [count, incomeCount, income, expenseCount, expense] = cells;
  const isWhole =
    Number(count) === totals.incomeCount + totals.expenseCount &&
    Number(incomeCount) === totals.incomeCount &&
    Number(expenseCount) === totals.expenseCount &&
    fenOf(income ?? "") === totals.incomeFen &&
    fenOf(expense ?? "") === totals.expenseFen;
  if (!isWhole) throw new StatementUnread("its totals are not those of its lines");
}

/** Lines with something in them, without the mark that some files begin with. */
async function* linesOf(chunks: AsyncIterable<Buffer>): AsyncGenerator<string> {
  const decoder = new StringDecoder("utf8");
  let rest = "";
  for await (const chunk of chunks) {
    const lines = (rest + decoder.write(chunk)).replace(/^\uFEFF/, "").split(/\r?\n/);
    rest = lines.pop() ?? "";
    if (rest.length > mostLineLength) throw new StatementUnread("a line without end");
    for (const line of lines) if (line.trim() !== "") yield line.trim();
  }
  const last = (rest + decoder.end()).trim();
  if (last !== "") yield last;
}
