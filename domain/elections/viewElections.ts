import { In } from "typeorm";
import { Department, type Election, Employee, Nomination } from "../../entities";
import { businessDayOf } from "../calendar";
import type { Work } from "../context";
import { groupBy } from "../groupBy";
import type { ElectionView, Nominee } from "./ElectionView";
import { phaseOf } from "./phaseOf";

type Reader = Pick<Work, "db" | "now" | "company">;

/** Reads what is around elections, in a fixed number of statements. */
export async function viewElections(
  { db, now, company }: Reader,
  elections: readonly Election[],
): Promise<ElectionView[]> {
  if (elections.length === 0) return [];
  const ids = elections.map(({ id }) => id);
  const departments = await db.findBy(Department, { id: In(elections.map((one) => one.departmentKey)) });
  const nominations = await db.find(Nomination, { where: { electionId: In(ids) }, order: { at: "ASC", id: "ASC" } });
  const involved = nominations.flatMap(({ employeeId, nominatedById }) => [employeeId, nominatedById]);
  const found = await db.findBy(Employee, { id: In([...new Set(involved)]) });
  const people = new Map(found.map((person) => [person.id, person]));
  const turnouts = await countVoters(db, ids);
  const byElection = groupBy(nominations, ({ electionId }) => electionId);
  const lastDay = (end: Date) => businessDayOf(new Date(end.getTime() - 1), company.zone);
  return elections.map((election) => ({
    election,
    department: departments.find(({ id }) => id === election.departmentKey),
    phase: phaseOf(election, now),
    nominateUntil: lastDay(election.votesFrom),
    voteUntil: lastDay(election.endsAt),
    nominees: nomineesOf(election, byElection.get(election.id) ?? [], people),
    turnout: turnouts.get(election.id) ?? 0,
  }));
}

/** Who has left is not up for election; who was counted stays in the result. */
function nomineesOf(
  { result }: Election,
  nominations: readonly Nomination[],
  people: ReadonlyMap<string, Employee>,
): Nominee[] {
  const byPerson = groupBy(nominations, ({ employeeId }) => employeeId);
  const order = result ? result.map(({ employeeId }) => employeeId) : [...byPerson.keys()];
  return order.flatMap((id) => {
    const person = people.get(id);
    if (!person || (!result && !person.isActive)) return [];
    const standing = result?.find(({ employeeId }) => employeeId === id);
    const reasons = (byPerson.get(id) ?? []).map(({ nominatedById, reason }) => ({
      by: people.get(nominatedById)!,
      reason,
    }));
    return [{ person, reasons, votes: standing?.votes ?? null, isElected: standing?.isElected ?? false }];
  });
}

async function countVoters(db: Reader["db"], ids: readonly string[]): Promise<Map<string, number>> {
  const rows: { electionId: string; total: number }[] = await db.query(
    `SELECT electionId, COUNT(*) AS total FROM votes WHERE electionId IN (${ids.map(() => "?").join(",")}) GROUP BY electionId`,
    [...ids],
  );
  return new Map(rows.map(({ electionId, total }) => [electionId, Number(total)]));
}
