import { z } from "zod";
import { type Difference, differenceKinds } from "../../entities";
import { yuanText } from "./yuanText";

const names: Record<Difference["kind"], string> = {
  missingInLedger: "支付方有，账本没有",
  missingAtProvider: "账本有，支付方没有",
  amount: "金额不同",
  state: "状态不同",
  twice: "支付方记了不止一次",
  notReturned: "账本已退回，支付方没有退",
};

const Listed = z
  .array(
    z.object({ kind: z.enum(differenceKinds), billNo: z.string(), providerFen: z.number(), ledgerFen: z.number() }),
  )
  .catch([]);

/** What a notice lists of them. */
export const readDifferences = (listed: unknown): Difference[] => Listed.parse(listed);

/** One thing the provider's statement and the ledger do not agree on, in a line. */
export const differenceText = ({ kind, billNo, providerFen, ledgerFen }: Difference): string =>
  `${billNo} ${names[kind]}：支付方 ${yuanText(providerFen)}，账本 ${yuanText(ledgerFen)}`;
