import { sqlInstant } from "../../entities/sqlInstant";
import { startOfBusinessDay } from "../calendar";
import type { Work } from "../context";

/** What one person was paid in a month, less what came back: taxable income by default (domain §6). */
export interface Income {
  employeeId: string;
  name: string | null;
  wecomUserId: string | null;
  department: string | null;
  paidFen: number;
  returnedFen: number;
}

/** By person, from the ledger's entries alone. One statement. */
export async function findIncome({ db, company }: Pick<Work, "db" | "company">, month: string): Promise<Income[]> {
  const at = (of: string) => sqlInstant(startOfBusinessDay(`${of}-01`, company.zone));
  const rows: (Omit<Income, "paidFen" | "returnedFen"> & { paidFen: string | number; returnedFen: string | number })[] =
    await db.query(
      `SELECT l.employeeId, e.name, e.wecomUserId, d.name AS department,
          SUM(l.debitFen) AS paidFen, SUM(l.creditFen) AS returnedFen
         FROM ledger_transactions t
         JOIN ledger_entries l ON l.transactionNo = t.no AND l.account = 'spent'
         JOIN employees e ON e.id = l.employeeId
         LEFT JOIN departments d ON d.id = e.departmentId
        WHERE t.at >= ? AND t.at < ?
        GROUP BY l.employeeId, e.name, e.wecomUserId, d.name ORDER BY d.name, e.name, l.employeeId`,
      [at(month), at(monthAfter(month))],
    );
  return rows.map((row) => ({ ...row, paidFen: Number(row.paidFen), returnedFen: Number(row.returnedFen) }));
}

function monthAfter(month: string): string {
  const [year = 0, number = 0] = month.split("-").map(Number);
  return number === 12 ? `${year + 1}-01` : `${year}-${String(number + 1).padStart(2, "0")}`;
}
