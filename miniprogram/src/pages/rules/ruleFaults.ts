import { ApiError } from "../../lib/errors";
import type { RuleBody } from "../../lib/wire";

/** Where in the form something is wrong. */
type Place = Exclude<keyof RuleBody, "kind" | "coolDownDays" | "personMonthCap" | "monthCap"> | "caps";
export type Faults = Partial<Record<Place, string>>;

const places: Record<string, Place> = {
  "rule.name": "name",
  "rule.metric": "metricId",
  "rule.objective": "objectiveId",
  "rule.days": "days",
  "rule.least": "least",
  "rule.amount": "amountFen",
  "rule.caps": "caps",
  "rule.noGift": "badgeCode",
  "badge.notFound": "badgeCode",
  "badge.archived": "badgeCode",
  "department.notFound": "departmentId",
  "packet.noProvider": "amountFen",
};
const fields: Record<string, Place> = { coolDownDays: "caps", personMonthCap: "caps", monthCap: "caps" };
const named: readonly string[] = Object.values(places);

/** What a refusal is about, beside its words; undefined where it is about no field. */
export function faultsOf(error: unknown): Faults | undefined {
  if (!(error instanceof ApiError)) return undefined;
  const place = places[error.code];
  if (place) return { [place]: error.detail };
  const found = error.faults.flatMap(({ path, message }) => {
    const field = path.split(".")[1] ?? "";
    const at = fields[field] ?? (named.includes(field) ? field : undefined);
    return at === undefined ? [] : [[at, message]];
  });
  return found.length > 0 ? Object.fromEntries(found) : undefined;
}
