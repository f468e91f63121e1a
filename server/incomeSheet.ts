import writeXlsxFile from "write-excel-file/node";
import type { Income } from "../domain/ledger/findIncome";
import { nameOf } from "../domain/people/nameOf";

/** Yuan as spreadsheets keep them: two decimals, and exact up to a quadrillion fen. */
const yuan = (fen: number) => ({ type: Number, value: fen / 100, format: "#,##0.00" });
/** A cell that starts with one of these is taken for a formula by some programs. */
const plain = (text: string) => ({ type: String, value: /^[=+\-@\t\r]/.test(text) ? `'${text}` : text });
const head = (text: string) => ({ type: String, value: text, fontWeight: "bold" as const });

/** A sheet (.xlsx) for payroll: who got how much in a month, to be taxed as income. */
export function incomeSheet(month: string, income: readonly Income[]): Promise<Buffer> {
  const rows = income.map((one) => [
    plain(one.wecomUserId ?? ""),
    plain(nameOf({ id: one.employeeId, name: one.name, wecomUserId: one.wecomUserId })),
    plain(one.department ?? ""),
    plain(month),
    yuan(one.paidFen),
    yuan(one.returnedFen),
    yuan(one.paidFen - one.returnedFen),
  ]);
  const titles = ["账号", "姓名", "部门", "月份", "发放（元）", "未领退回（元）", "应税所得（元）"].map(head);
  return writeXlsxFile([titles, ...rows]).toBuffer();
}
