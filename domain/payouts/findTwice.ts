import type { EntityManager } from "typeorm";
import type { Difference } from "../../entities";

/** Bills of a reading that it, and those of other days, name more than once as paid, or as returned. */
export async function findTwice(
  db: EntityManager,
  readingId: string,
  readings: ReadonlyMap<string, string>,
): Promise<Difference[]> {
  const ids = [...readings.values()];
  const rows: { billNo: string; providerFen: number | string; ledgerFen: number | string | null }[] = await db.query(
    `SELECT l.billNo, SUM(l.amountFen) AS providerFen, MAX(o.amountFen) AS ledgerFen
       FROM (SELECT DISTINCT billNo, kind FROM statement_entries WHERE readingId = ?) own
       JOIN statement_entries l ON l.billNo = own.billNo AND l.kind = own.kind
        AND l.readingId IN (${ids.map(() => "?").join(",")})
       LEFT JOIN payouts o ON o.billNo = l.billNo
      GROUP BY l.billNo, l.kind HAVING COUNT(*) > 1 ORDER BY l.billNo, l.kind`,
    [readingId, ...ids],
  );
  return rows.map(({ billNo, providerFen, ledgerFen }) => ({
    kind: "twice",
    billNo,
    providerFen: Number(providerFen),
    ledgerFen: Number(ledgerFen ?? 0),
  }));
}
