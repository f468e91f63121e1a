import type { EntityManager } from "typeorm";
import { type Employee, type MetricSubject, MetricValue } from "../../entities";

export interface Subject {
  kind: MetricSubject;
  /** Empty for the company. */
  id: string;
}

/** Whose figures can show what an idea of the author's did, those that have any first, and the narrowest of them first. */
export async function findSubjects(
  db: EntityManager,
  { id, departmentId }: Employee,
  metricId: string,
): Promise<Subject[]> {
  const subjects: Subject[] = [
    { kind: "employee", id },
    ...(departmentId === null ? [] : [{ kind: "department" as const, id: departmentId }]),
    { kind: "company", id: "" },
  ];
  const filled: Subject[] = [];
  const empty: Subject[] = [];
  for (const subject of subjects) {
    const where = { metricId, subjectKind: subject.kind, subjectId: subject.id };
    ((await db.existsBy(MetricValue, where)) ? filled : empty).push(subject);
  }
  // Where nothing is there yet the company's figures are the likeliest to come.
  return [...filled, ...empty.reverse()];
}
