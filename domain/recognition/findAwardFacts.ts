import { type EntityManager, In } from "typeorm";
import { Award, AwardCheer, Badge, Department, Employee, KeyResult } from "../../entities";

export interface AwardFacts {
  award: Award;
  badge: Badge | undefined;
  receiver: Employee;
  giver: Employee | undefined;
  keyResult: KeyResult | undefined;
  /** The team it was given to. */
  team?: Department;
  /** Who pressed under it: of a team's award those of all members together. */
  cheers?: { thanks: Employee[]; congrats: Employee[] };
}

/** Awards by id with what is said of them, in a fixed number of statements. */
export async function findAwardFacts(db: EntityManager, ids: readonly string[]): Promise<Map<string, AwardFacts>> {
  const awards = ids.length === 0 ? [] : await db.findBy(Award, { id: In([...new Set(ids)]) });
  if (awards.length === 0) return new Map();
  const occasionOf = ({ id, occasionId }: Award) => occasionId ?? id;
  const cheers = await db.find(AwardCheer, { where: { awardId: In(awards.map(occasionOf)) }, order: { id: "ASC" } });
  const people = await findById(db, Employee, [
    ...awards.flatMap(({ employeeId, givenById }) => [employeeId, givenById]),
    ...cheers.map(({ employeeId }) => employeeId),
  ]);
  const teams = await findById(
    db,
    Department,
    awards.map(({ teamId }) => teamId),
  );
  const keyResults = await findById(
    db,
    KeyResult,
    awards.map(({ keyResultId }) => keyResultId),
  );
  const codes = awards.flatMap(({ badgeCode }) => badgeCode ?? []);
  const badges = codes.length === 0 ? [] : await db.findBy(Badge, { code: In([...new Set(codes)]) });
  const cheering = (award: Award, kind: AwardCheer["kind"]) =>
    cheers
      .filter((one) => one.awardId === occasionOf(award) && one.kind === kind)
      .flatMap((one) => people.get(one.employeeId) ?? []);
  return new Map(
    awards.flatMap((award) => {
      const receiver = people.get(award.employeeId);
      if (!receiver) return [];
      const facts: AwardFacts = {
        award,
        receiver,
        giver: people.get(award.givenById ?? ""),
        badge: badges.find(({ code }) => code === award.badgeCode),
        keyResult: keyResults.get(award.keyResultId ?? ""),
        team: teams.get(award.teamId ?? ""),
        cheers: { thanks: cheering(award, "thanks"), congrats: cheering(award, "congrats") },
      };
      return [[award.id, facts] as const];
    }),
  );
}

async function findById<Row extends { id: string }>(
  db: EntityManager,
  Kind: new () => Row,
  ids: readonly (string | null)[],
): Promise<Map<string, Row>> {
  const known = [...new Set(ids)].filter((id) => id !== null);
  if (known.length === 0) return new Map();
  const rows = await db.find(Kind, { where: { id: In(known) } as never });
  return new Map(rows.map((row) => [row.id, row]));
}
