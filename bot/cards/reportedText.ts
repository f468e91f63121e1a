import type { CheckIn, KeyResult } from "../../entities";
import { valueText } from "./figureText";

type Reported = Pick<KeyResult, "title" | "kind" | "unit"> & Pick<CheckIn, "operation" | "amount">;

/** What was reported: 'GMV 52,000 元', 'GMV +3,000 元'. */
export const reportedText = ({ title, kind, unit, operation, amount }: Reported): string =>
  `${title} ${operation === "add" && amount >= 0 ? "+" : ""}${valueText({ kind, unit }, amount)}`;
