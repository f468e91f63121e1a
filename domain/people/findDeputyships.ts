import { businessDayOf, type Day } from "../calendar";
import type { Work } from "../context";

/** Days on which one person stands in for another; `person` is the other one. */
export interface Deputyship {
  id: string;
  person: { id: string; name: string | null; wecomUserId: string | null };
  startsOn: Day;
  endsOn: Day;
}

interface Row {
  id: string;
  startsOn: Day;
  endsOn: Day;
  isMine: number;
  personId: string;
  name: string | null;
  wecomUserId: string | null;
}

/** Who stands in for a person and for whom they do, now and later, the soonest first; one statement. */
export async function findDeputyships(
  { db, now, company }: Pick<Work, "db" | "now" | "company">,
  employeeId: string,
): Promise<{ deputies: Deputyship[]; standsInFor: Deputyship[] }> {
  const rows: Row[] = await db.query(
    `SELECT d.id, d.startsOn, d.endsOn, d.employeeId = ? AS isMine, p.id AS personId, p.name, p.wecomUserId
       FROM deputies d JOIN employees p ON p.id = CASE WHEN d.employeeId = ? THEN d.deputyId ELSE d.employeeId END
      WHERE (d.employeeId = ? OR d.deputyId = ?) AND d.endedAt IS NULL AND d.endsOn >= ?
      ORDER BY d.startsOn, d.id`,
    [employeeId, employeeId, employeeId, employeeId, businessDayOf(now, company.zone)],
  );
  const of = (isMine: boolean) =>
    rows
      .filter((row) => Boolean(Number(row.isMine)) === isMine)
      .map(({ id, startsOn, endsOn, personId, name, wecomUserId }) => ({
        id,
        startsOn,
        endsOn,
        person: { id: personId, name, wecomUserId },
      }));
  return { deputies: of(true), standsInFor: of(false) };
}
