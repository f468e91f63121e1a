import { In } from "typeorm";
import { type Difference, Payout, Reconciliation } from "../../entities";
import { sqlInstant } from "../../entities/sqlInstant";
import { addDays, type Day, startOfBusinessDay } from "../calendar";
import type { App, Payer, StatementLine, Work } from "../context";
import { newId } from "../newId";
import { findHolders } from "../people/findHolders";
import { record } from "../record";
import { transact } from "../transact";
import { payZone } from "./payZone";
import { settleBill } from "./settleBill";

const chunk = 500;
/** What is paid around midnight may stand in the statement of the other day. */
const marginMs = 15 * 60_000;

/**
 * Holds the provider's statement of a day against the ledger. What the statement knows better is written down as any
 * other answer; what is left is listed, and told to finance and the operator. Again on the same day replaces it.
 */
export async function reconcileDay(app: App, payer: Payer, day: Day): Promise<Difference[]> {
  const before = new Set<string>();
  for await (const { billNo } of payer.statement(addDays(day, -1))) before.add(billNo);
  const seen = new Set<string>();
  const differences: Difference[] = [];
  for await (const lines of inChunks(payer.statement(day))) {
    for (const { billNo } of lines) seen.add(billNo);
    differences.push(...(await settleBehind(app, lines)));
  }
  for (const payout of await findPaid(app, day))
    if (!seen.has(payout.billNo) && !before.has(payout.billNo))
      differences.push({
        kind: "missingAtProvider",
        billNo: payout.billNo,
        providerFen: 0,
        ledgerFen: payout.amountFen,
      });
  await store(app, payer, day, { bills: seen.size, differences });
  return differences;
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

/** Bills that left us on the day, as far as its statement must know them. */
async function findPaid({ db }: App, day: Day): Promise<Pick<Payout, "billNo" | "amountFen">[]> {
  const at = (start: Day) => sqlInstant(new Date(startOfBusinessDay(start, payZone).getTime() - marginMs));
  const rows: { billNo: string; amountFen: number | string }[] = await db.read.query(
    `SELECT o.billNo, o.amountFen FROM payouts o
       JOIN ledger_transactions t ON t.idempotencyKey = concat('pay:', o.billNo)
      WHERE t.at >= ? AND t.at < ? ORDER BY o.billNo`,
    [at(day), at(addDays(day, 1))],
  );
  return rows.map(({ billNo, amountFen }) => ({ billNo, amountFen: Number(amountFen) }));
}

async function store(
  app: App,
  { provider }: Payer,
  day: Day,
  { bills, differences }: Pick<Reconciliation, "bills" | "differences">,
) {
  await transact(app, null, async (work) => {
    const standing = await work.db.findOneBy(Reconciliation, { day, provider });
    const row = { day, provider, bills, differences: differences as never, at: work.now };
    if (standing) await work.db.update(Reconciliation, standing.id, row);
    else await work.db.insert(Reconciliation, { id: newId(work.now), ...row });
    await record(
      work,
      "payouts.reconciled",
      "payouts",
      { day, bills, differences: differences.length },
      ...(differences.length > 0 ? [await owedFor(work, day, differences)] : []),
    );
  });
}

/** As many as one message lists; all of them are in the operator's command. */
const listedAtOnce = 5;

const owedFor = async (work: Work, day: Day, differences: readonly Difference[]) => ({
  to: await findHolders(work.db, ["finance", "operator"]),
  template: "payoutsDiffer",
  kind: "approval" as const,
  data: { day, count: differences.length, first: differences.slice(0, listedAtOnce) },
});

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
