import type { Cycle, KeyResult } from "../../entities";
import { Invalid } from "../errors";

/** A key result is due inside its goal's cycle: days are counted until then. @throws Invalid with the cycle's days */
export function checkDue(
  { title, dueOn }: Pick<KeyResult, "title" | "dueOn">,
  { startsOn, endsOn }: Pick<Cycle, "startsOn" | "endsOn">,
): void {
  if (dueOn !== null && (dueOn < startsOn || dueOn > endsOn))
    throw new Invalid("keyResult.dueOutsideCycle", { title, from: startsOn, until: endsOn });
}
