import type { PacketPart } from "../../entities";
import { sqlInstant } from "../../entities/sqlInstant";
import type { Work } from "../context";

/** What counts against the limits of the day and the minute. */
export interface Begun {
  minute: number;
  companyFen: number;
  people: Map<string, { fen: number; count: number }>;
}

/** What was begun since, in all and for those who are owed; within the last minute, in all. */
export async function findBegun(work: Work, since: Date, owed: readonly PacketPart[]): Promise<Begun> {
  const { db, now } = work;
  const minute = sqlInstant(new Date(now.getTime() - 60_000));
  const [all]: { minute: number | string | null; fen: number | string | null }[] = await db.query(
    `SELECT SUM(CASE WHEN createdAt > ? THEN 1 ELSE 0 END) AS minute, SUM(amountFen) AS fen
       FROM payouts WHERE createdAt >= ? AND state <> 'failed'`,
    [minute, sqlInstant(new Date(Math.min(since.getTime(), now.getTime() - 60_000)))],
  );
  const ids = [...new Set(owed.map(({ employeeId }) => employeeId))];
  const rows: { employeeId: string; fen: number | string; count: number | string }[] = await db.query(
    `SELECT employeeId, SUM(amountFen) AS fen, COUNT(*) AS count FROM payouts
      WHERE createdAt >= ? AND state <> 'failed' AND employeeId IN (${ids.map(() => "?").join(",")})
      GROUP BY employeeId`,
    [sqlInstant(since), ...ids],
  );
  const begun: Begun = {
    minute: Number(all?.minute ?? 0),
    companyFen: Number(all?.fen ?? 0),
    people: new Map(rows.map((row) => [row.employeeId, { fen: Number(row.fen), count: Number(row.count) }])),
  };
  await addLeased(work, begun);
  return begun;
}

/** What another process has leased and not begun yet is as good as begun. */
async function addLeased({ db, now }: Work, begun: Begun) {
  const rows: { employeeId: string; fen: number | string; count: number | string }[] = await db.query(
    `SELECT employeeId, SUM(amountFen) AS fen, COUNT(*) AS count FROM packet_parts
      WHERE state = 'owed' AND leaseNo <> 0 AND nextAt > ? GROUP BY employeeId`,
    [sqlInstant(now)],
  );
  for (const { employeeId, fen, count } of rows) {
    const person = begun.people.get(employeeId) ?? { fen: 0, count: 0 };
    begun.people.set(employeeId, { fen: person.fen + Number(fen), count: person.count + Number(count) });
    begun.companyFen += Number(fen);
    begun.minute += Number(count);
  }
}
