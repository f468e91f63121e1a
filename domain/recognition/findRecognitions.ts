import { type EntityManager, In, LessThan } from "typeorm";
import { Award, Badge, Employee } from "../../entities";

export interface RecognitionView {
  award: Award;
  receiver: Employee;
  giver: Employee | undefined;
  badge: Badge | undefined;
}

/** Recognitions of the company, newest first. `after` is the last key of the page before. */
export async function findRecognitions(
  db: EntityManager,
  { after, limit = 50 }: { after?: string; limit?: number },
): Promise<RecognitionView[]> {
  const awards = await db.find(Award, {
    where: after ? { id: LessThan(after) } : {},
    order: { id: "DESC" },
    take: limit,
  });
  const ids = awards.flatMap(({ employeeId, givenById }) => [employeeId, givenById]);
  const people = new Map((await db.findBy(Employee, { id: In(ids) })).map((person) => [person.id, person]));
  const badges = new Map((await db.find(Badge)).map((badge) => [badge.code, badge]));
  return awards.map((award) => ({
    award,
    receiver: people.get(award.employeeId)!,
    giver: people.get(award.givenById ?? ""),
    badge: badges.get(award.badgeCode ?? ""),
  }));
}
