import { StatementEntry } from "../../entities";
import type { App, StatementLine } from "../context";
import { insertMany } from "../insertMany";
import { transact } from "../transact";

const chunk = 500;
/** A longer number is none of ours. */
const longestBillNo = 64;

/** Goes through a statement a chunk at a time, and keeps what it says of each bill under the reading's id. */
export async function* readStatement(
  app: App,
  readingId: string,
  statement: AsyncIterable<StatementLine>,
): AsyncGenerator<StatementLine[]> {
  let count = 0;
  for await (const lines of inChunks(statement)) {
    const entries = lines.map(({ billNo, kind, amountFen }, index) => ({
      readingId,
      line: count + index,
      billNo,
      kind,
      amountFen,
    }));
    count += lines.length;
    const kept = entries.filter(({ billNo }) => billNo.length <= longestBillNo);
    await transact(app, null, ({ db }) => insertMany(db, StatementEntry, kept));
    yield lines;
  }
}

async function* inChunks(lines: AsyncIterable<StatementLine>): AsyncGenerator<StatementLine[]> {
  let some: StatementLine[] = [];
  for await (const line of lines) {
    some.push(line);
    if (some.length < chunk) continue;
    yield some;
    some = [];
  }
  if (some.length > 0) yield some;
}
