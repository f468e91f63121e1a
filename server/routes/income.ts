import { Forbidden } from "../../domain/errors";
import { findIncome } from "../../domain/ledger/findIncome";
import { incomePolicy } from "../../domain/ledger/incomePolicy";
import type { Api } from "../Api";
import { incomeSheet } from "../incomeSheet";
import { OfMonth } from "../schemas/packets";

const spreadsheet = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/** Red packets as income, for payroll. */
export function incomeRoutes(api: Api) {
  api.download(
    "/income/:month",
    { summary: "What everybody got in a month, as a sheet for payroll", input: OfMonth },
    async (reader, { params }) => {
      if (!incomePolicy.export(reader.actor)) throw new Forbidden("income.exportForbidden");
      const sheet = await incomeSheet(params.month, await findIncome(reader, params.month));
      return {
        name: `红包收入-${params.month}.xlsx`,
        type: spreadsheet,
        size: sheet.length,
        isInline: false,
        isPassing: true,
        chunks: chunksOf(sheet),
      };
    },
  );
}

async function* chunksOf(sheet: Buffer) {
  yield sheet;
}
