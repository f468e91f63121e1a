import type { EntityManager } from "typeorm";
import type { Difference } from "../../entities";
import { instantOf, sqlInstant } from "../../entities/sqlInstant";
import { businessDayOf, type Day, eachDay, startOfBusinessDay } from "../calendar";
import type { Payer } from "../context";
import { readingDays } from "./findReadings";
import { payZone } from "./payZone";

/** What is paid around midnight may stand in the statement of the other day. */
const marginMs = 15 * 60_000;
const dayMs = 24 * 3_600_000;

/** What of the ledger has to be in a statement, and until how long after it was booked. */
const expected = {
  pay: { kind: "missingAtProvider", entry: "paid", lateMs: marginMs },
  // We may hear that it is back before the account moves.
  return: { kind: "notReturned", entry: "refunded", lateMs: marginMs + dayMs },
} as const;

export interface Window {
  payer: Pick<Payer, "provider" | "account">;
  day: Day;
  /** Of each day that was read, this one with the others. */
  readings: ReadonlyMap<Day, string>;
}

/**
 * What the ledger says was paid, or came back, and no statement does: of bills that this day's could have named. A bill
 * may have been paid on any day from when it was begun to when we heard of it, so it is missing only once all of them
 * were read.
 */
export async function findUnseen(db: EntityManager, window: Window): Promise<Difference[]> {
  return [...(await findMissing(db, window, "pay")), ...(await findMissing(db, window, "return"))];
}

interface Row {
  billNo: string;
  amountFen: number | string;
  createdAt: Date | string;
  at: Date | string;
}

async function findMissing(
  db: EntityManager,
  { payer, day, readings }: Window,
  booked: keyof typeof expected,
): Promise<Difference[]> {
  const { kind, entry, lateMs } = expected[booked];
  const start = startOfBusinessDay(day, payZone).getTime();
  const at = (time: number) => sqlInstant(new Date(time));
  const ids = [...readings.values()];
  const rows: Row[] = await db.query(
    `SELECT o.billNo, o.amountFen, o.createdAt, t.at FROM payouts o
       JOIN ledger_transactions t ON t.idempotencyKey = concat('${booked}:', o.billNo)
       LEFT JOIN statement_entries l ON l.billNo = o.billNo AND l.kind = '${entry}'
        AND l.readingId IN (${ids.map(() => "?").join(",")})
      WHERE o.createdAt >= ? AND o.createdAt < ? AND t.at >= ? AND l.billNo IS NULL
        AND o.provider = ? AND (o.mchId IS NULL OR o.mchId = COALESCE(?, o.mchId))
      ORDER BY o.billNo`,
    [
      ...ids,
      at(start - readingDays * dayMs),
      at(start + dayMs + marginMs),
      at(start - lateMs),
      payer.provider,
      payer.account?.mchId ?? null,
    ],
  );
  return rows.flatMap(({ billNo, amountFen, ...row }): Difference[] => {
    const first = dayAt(instantOf(row.createdAt).getTime() - marginMs);
    const last = dayAt(instantOf(row.at).getTime() + lateMs);
    const isDecided = eachDay(first, last).every((one) => readings.has(one));
    return isDecided ? [{ kind, billNo, providerFen: 0, ledgerFen: Number(amountFen) }] : [];
  });
}

const dayAt = (time: number): Day => businessDayOf(new Date(time), payZone);
