import { In } from "typeorm";
import { type Difference, Payout, Reconciliation, StatementEntry } from "../../entities";
import type { Day } from "../calendar";
import type { App, Payer, StatementLine, Work } from "../context";
import { newId } from "../newId";
import { findHolders } from "../people/findHolders";
import { record } from "../record";
import { transact } from "../transact";
import { findReadings } from "./findReadings";
import { findTwice } from "./findTwice";
import { findUnseen } from "./findUnseen";
import { readStatement } from "./readStatement";
import { settleBill } from "./settleBill";

/**
 * Holds the provider's statement of a day against the ledger, with what those of other days said of the same bills. What
 * the statement knows better is written down as any other answer; what is left is listed, and told to finance and the
 * operator. Again on the same day replaces it.
 */
export async function reconcileDay(app: App, payer: Payer, day: Day): Promise<Difference[]> {
  const readingId = newId(app.clock.now());
  try {
    const differences: Difference[] = [];
    for await (const lines of readStatement(app, readingId, payer.statement(day)))
      differences.push(...(await settleBehind(app, lines)));
    const { read } = app.db;
    const readings = (await findReadings(read, payer.provider, day)).set(day, readingId);
    differences.push(...(await findTwice(read, readingId, readings)));
    differences.push(...(await findUnseen(read, { payer, day, readings })));
    await store(app, payer, day, { readingId, differences });
    return differences;
  } catch (error) {
    await transact(app, null, ({ db }) => db.delete(StatementEntry, { readingId }));
    throw error;
  }
}

/** Writes down what we have not heard of bills that agree otherwise; answers what is left. */
async function settleBehind(app: App, lines: readonly StatementLine[]): Promise<Difference[]> {
  const differences = await compare(app, lines);
  const behind = new Set(differences.filter(({ kind }) => kind === "state").map(({ billNo }) => billNo));
  if (behind.size === 0) return differences;
  for (const { billNo, kind } of lines)
    if (behind.has(billNo)) await transact(app, null, (work) => settleBill(work, billNo, { kind, providerNo: null }));
  return compare(app, lines);
}

/** Lines without a bill of ours, for another amount, or that our bill contradicts. */
async function compare({ db }: App, lines: readonly StatementLine[]): Promise<Difference[]> {
  const payouts = await db.read.findBy(Payout, { billNo: In(lines.map(({ billNo }) => billNo)) });
  const byNo = new Map(payouts.map((payout) => [payout.billNo, payout]));
  return lines.flatMap(({ billNo, amountFen, kind }): Difference[] => {
    const payout = byNo.get(billNo);
    const difference = { billNo, providerFen: amountFen, ledgerFen: payout?.amountFen ?? 0 };
    if (!payout) return [{ kind: "missingInLedger", ...difference }];
    if (payout.amountFen !== amountFen) return [{ kind: "amount", ...difference }];
    const isKnown = kind === "refunded" ? payout.state === "refunded" : isOut(payout);
    return isKnown ? [] : [{ kind: "state", ...difference }];
  });
}

const isOut = ({ state }: Payout) => state === "paid" || state === "received" || state === "refunded";

async function store(
  app: App,
  { provider }: Payer,
  day: Day,
  { readingId, differences }: { readingId: string; differences: readonly Difference[] },
) {
  await transact(app, null, async (work) => {
    const standing = await work.db.findOneBy(Reconciliation, { day, provider });
    const bills = await countBills(work, readingId);
    const row = { day, provider, bills, differences: differences as never, readingId, at: work.now };
    if (standing) await work.db.update(Reconciliation, standing.id, row);
    else await work.db.insert(Reconciliation, { id: newId(work.now), ...row });
    if (standing?.readingId) await work.db.delete(StatementEntry, { readingId: standing.readingId });
    await record(
      work,
      "payouts.reconciled",
      "payouts",
      { day, bills, differences: differences.length },
      ...(differences.length > 0 ? [await owedFor(work, day, differences)] : []),
    );
  });
}

async function countBills({ db }: Work, readingId: string): Promise<number> {
  const [row]: { bills: number | string }[] = await db.query(
    "SELECT COUNT(DISTINCT billNo) AS bills FROM statement_entries WHERE readingId = ?",
    [readingId],
  );
  return Number(row?.bills ?? 0);
}

/** As many as one message lists; all of them are in the operator's command. */
const listedAtOnce = 5;

const owedFor = async (work: Work, day: Day, differences: readonly Difference[]) => ({
  to: await findHolders(work.db, ["finance", "operator"]),
  template: "payoutsDiffer",
  kind: "approval" as const,
  data: { day, count: differences.length, first: differences.slice(0, listedAtOnce) },
});
