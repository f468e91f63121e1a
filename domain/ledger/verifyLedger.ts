import { Budget, LedgerEntry, LedgerTransaction } from "../../entities";
import { hydrateRow } from "../../entities/hydrateRow";
import { businessDayOf, type Day } from "../calendar";
import type { App } from "../context";
import { payZone } from "../payouts/payZone";
import { transact } from "../transact";
import { BudgetPlaces } from "./BudgetPlaces";
import { type BudgetFigures, budgetChanges } from "./changeBudgets";
import { findBillFaults } from "./findBillFaults";
import { findPacketFaults } from "./findPacketFaults";
import { findReconciled } from "./findReconciled";
import { firstLink, linkOf } from "./linkOf";
import { type LedgerHead, lockLedger } from "./lockLedger";
import { MoneyDays } from "./MoneyDays";

/**
 * `link`: a booking, or one before it, is not what it was; `gap`: one is missing; `unbalanced`: it does not sum to
 * nothing; `head`: the last ones are missing; `budget`: its figures are not the sum of its entries; `bill`: a bill and
 * its booking do not agree; `packet`: a packet, its parts, what was booked for them, and their bills do not;
 * `statement`: the provider's statement of a day and the ledger do not.
 */
export interface LedgerFault {
  kind: "link" | "gap" | "unbalanced" | "head" | "budget" | "bill" | "packet" | "statement";
  /** The booking's number, the budget's or packet's id, or the bill's number. */
  at: string;
}

export interface LedgerReport {
  transactions: number;
  entries: number;
  debitFen: number;
  creditFen: number;
  head: LedgerHead;
  /** The first fifty. */
  faults: LedgerFault[];
  /** Days before today on which money moved, whose statement was not held against the ledger yet. */
  unreconciled: Day[];
}

const page = 5000;
const most = 50;

/**
 * Reads the whole ledger, page by page, and proves it: every booking sums to nothing, the chain of links is unbroken up
 * to the head, budgets are the sums of their entries, bills have their bookings, and so has every bill in the provider's
 * statements. Goes on while money moves: only the last comparison holds the ledger.
 */
export async function verifyLedger(app: App): Promise<LedgerReport> {
  const reader = new LedgerReader(app);
  for (;;) {
    while (await reader.readPage());
    for await (const id of findPacketFaults(app.db.read)) reader.fault("packet", id);
    const isComplete = await transact(app, null, async (work) => {
      const head = await lockLedger(work);
      // Somebody posted while the last page was read.
      if (
        head.no > reader.report.head.no &&
        (await work.db.existsBy(LedgerTransaction, { no: reader.report.head.no + 1 }))
      )
        return false;
      if (head.no !== reader.report.head.no || head.link !== reader.report.head.link)
        reader.fault("head", String(head.no));
      for (const budget of await work.db.find(Budget)) reader.compare(budget);
      for (const billNo of await findBillFaults(work.db, most)) reader.fault("bill", billNo);
      reader.reconcile(await findReconciled(work.db), businessDayOf(work.now, payZone));
      return true;
    });
    if (isComplete) return reader.report;
  }
}

class LedgerReader {
  readonly report: LedgerReport = {
    transactions: 0,
    entries: 0,
    debitFen: 0,
    creditFen: 0,
    head: { no: 0, link: firstLink },
    faults: [],
    unreconciled: [],
  };
  private readonly days = new MoneyDays();
  private readonly figures = new Map<string, BudgetFigures>();
  private readonly places = new BudgetPlaces();

  constructor(private readonly app: App) {}

  fault(kind: LedgerFault["kind"], at: string) {
    const { faults } = this.report;
    // What is looked at again while money moves is found again.
    if (faults.length < most && !faults.some((one) => one.kind === kind && one.at === at)) faults.push({ kind, at });
  }

  /** Answers whether there was anything to read. */
  async readPage(): Promise<boolean> {
    const rows: LedgerTransaction[] = await this.rows(
      LedgerTransaction,
      "SELECT * FROM ledger_transactions WHERE no > ? ORDER BY no LIMIT ?",
      [this.report.head.no, page],
    );
    const [first, last] = [rows[0], rows.at(-1)];
    if (!first || !last) return false;
    const entries: LedgerEntry[] = await this.rows(
      LedgerEntry,
      "SELECT * FROM ledger_entries WHERE transactionNo BETWEEN ? AND ? ORDER BY transactionNo, line",
      [first.no, last.no],
    );
    let next = 0;
    for (const row of rows) {
      // Lines of a booking that is gone.
      while ((entries[next]?.transactionNo ?? row.no) < row.no) next++;
      const start = next;
      while (entries[next]?.transactionNo === row.no) next++;
      this.check(row, entries.slice(start, next));
    }
    return true;
  }

  private async rows<Row extends object>(target: new () => Row, sql: string, parameters: unknown[]): Promise<Row[]> {
    const { read } = this.app.db;
    const metadata = read.dataSource.getMetadata(target);
    const rows: object[] = await read.query(sql, parameters);
    return rows.map((row) => hydrateRow<Row>(metadata, row));
  }

  private check(row: LedgerTransaction, lines: readonly LedgerEntry[]) {
    const { report } = this;
    const { idempotencyKey: key, no } = row;
    if (no !== report.head.no + 1) this.fault("gap", String(no));
    const booked = lines.map(({ employeeId, ...line }) => ({ ...line, employeeId: employeeId ?? undefined }));
    const link = linkOf(this.app.company.auditKey, report.head.link, { ...row, key, lines: booked });
    if (link !== row.link) this.fault("link", String(no));
    const debitFen = lines.reduce((sum, line) => sum + line.debitFen, 0);
    const creditFen = lines.reduce((sum, line) => sum + line.creditFen, 0);
    if (debitFen !== creditFen || lines.length < 2) this.fault("unbalanced", String(no));
    report.transactions++;
    report.entries += lines.length;
    report.debitFen += debitFen;
    report.creditFen += creditFen;
    // Its own link, so that one changed booking is one fault.
    report.head = { no, link: row.link };
    for (const [id, change] of budgetChanges([{ kind: row.kind, lines: booked }])) this.add(id, change);
    this.places.add(row, booked);
    if (row.kind === "pay" || row.kind === "return") this.days.add(row.at);
  }

  private add(id: string, change: BudgetFigures) {
    const figures = this.figures.get(id);
    if (!figures) this.figures.set(id, change);
    else for (const key of Object.keys(change) as (keyof BudgetFigures)[]) figures[key] += change[key];
  }

  /** The statement of a day is there on the next. */
  reconcile(reconciled: ReadonlyMap<Day, string[]>, today: Day) {
    for (const billNos of reconciled.values()) for (const billNo of billNos) this.fault("statement", billNo);
    this.report.unreconciled = [...this.days.seen].filter((day) => day < today && !reconciled.has(day)).sort();
  }

  compare(budget: Budget) {
    const figures = this.figures.get(budget.id) ?? {
      grantedFen: 0,
      carriedFen: 0,
      reservedFen: 0,
      spentFen: 0,
      returnedFen: 0,
    };
    const isEqual = (Object.keys(figures) as (keyof BudgetFigures)[]).every((key) => figures[key] === budget[key]);
    if (!isEqual || !this.places.hold(budget)) this.fault("budget", budget.id);
  }
}
