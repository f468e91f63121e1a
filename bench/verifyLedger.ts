import { createHmac } from "node:crypto";
import { booking } from "../domain/ledger/Booking";
import { lockLedger } from "../domain/ledger/lockLedger";
import { post } from "../domain/ledger/post";
import { verifyLedger as verify } from "../domain/ledger/verifyLedger";
import { transact } from "../domain/transact";
import { Budget } from "../entities";
import type { Engine } from "../entities/database";
import { benchApp } from "./benchApp";
import { type BenchDatabase, createBenchDatabase } from "./benchDatabase";
import { report } from "./report";

const entries = 1_000_000;
const batch = 5000;
const now = new Date("2026-05-11T01:00:00Z");

/** Proves a ledger of a million entries, against a bare loop that reads the rows and makes as many links. */
export async function verifyLedger() {
  for (const engine of ["mariadb", "sqlite"] as const) await onEngine(engine);
}

async function onEngine(engine: Engine) {
  const bench = await createBenchDatabase(engine);
  if (!bench) return;
  try {
    const app = benchApp(bench.db, { now: () => now });
    await fill(app);
    const byHand = await timed(() => readAll(bench));
    const before = process.memoryUsage().rss;
    let highest = before;
    const timer = setInterval(() => {
      highest = Math.max(highest, process.memoryUsage().rss);
    }, 20);
    const started = performance.now();
    const { faults, entries: read } = await verify(app);
    const seconds = (performance.now() - started) / 1000;
    clearInterval(timer);
    if (faults.length > 0 || read !== entries)
      throw new Error(`not proven: ${read} entries, ${JSON.stringify(faults)}`);
    const growth = (highest - before) / 1024 / 1024;
    report(`ledger on ${engine}: ${entries} entries`, `${seconds.toFixed(1)} s`, {
      text: "< 60 s",
      holds: seconds < 60,
    });
    report(`ledger on ${engine}: times a bare read with as many links`, ((seconds * 1000) / byHand).toFixed(2));
    report(`ledger on ${engine}: memory growth`, `${growth.toFixed(0)} MB`, { text: "< 200 MB", holds: growth < 200 });
  } finally {
    await bench.remove();
  }
}

/** Grants to a hundred budgets, by the product's own posting. */
async function fill(app: ReturnType<typeof benchApp>) {
  const budgets = Array.from({ length: 100 }, (_, index) => `budget${index}`);
  await transact(app, null, async ({ db }) => {
    const empty = { grantedFen: 0, carriedFen: 0, reservedFen: 0, spentFen: 0, returnedFen: 0, alertedPercent: 0 };
    await db.insert(
      Budget,
      budgets.map((id) => ({ ...budgetOf(id), ...empty })),
    );
  });
  for (let start = 0; start < entries / 2; start += batch)
    await transact(app, null, async (work) => {
      const head = await lockLedger(work);
      const bookings = Array.from({ length: batch }, (_, index) =>
        booking.grant(String(start + index), budgetOf(budgets[(start + index) % budgets.length]!), 100),
      );
      await post(work, head, bookings);
    });
}

const budgetOf = (id: string) => ({ id, departmentId: id, month: "2026-05" });

async function readAll({ db }: BenchDatabase) {
  let link = "";
  for (let no = 0; no < entries / 2; no += batch) {
    const rows: object[] = await db.read.query(
      `SELECT t.no, t.idempotencyKey, t.kind, t.at, l.account, l.budgetId, l.debitFen, l.creditFen
         FROM ledger_transactions t JOIN ledger_entries l ON l.transactionNo = t.no
        WHERE t.no > ? AND t.no <= ? ORDER BY t.no, l.line`,
      [no, no + batch],
    );
    for (let index = 0; index < rows.length; index += 2)
      link = createHmac("sha256", "key")
        .update(link)
        .update(JSON.stringify([rows[index], rows[index + 1]]))
        .digest("hex");
  }
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}
