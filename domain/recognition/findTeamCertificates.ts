import { Award, Employee } from "../../entities";
import { authorize } from "../authorize";
import type { Context } from "../context";
import { NotFound } from "../errors";
import { awardPolicy } from "./recognitionPolicy";

/** The certificates of what was given at one time that the actor may see: whoever gave it to a team picks one. */
export async function findTeamCertificates(
  { db, actor }: Pick<Context, "db" | "actor">,
  awardId: string,
): Promise<{ id: string; receiver: Employee }[]> {
  const award = await db.findOneBy(Award, { id: awardId });
  if (!award) throw new NotFound("award.notFound");
  authorize(awardPolicy, "certificate", actor, award, "award");
  const { raw, entities } = await db
    .createQueryBuilder(Employee, "e")
    .innerJoin(Award, "w", "w.employeeId = e.id")
    .addSelect("w.id", "awardId")
    .addSelect("w.givenById", "givenById")
    .where("(w.id = :id OR w.occasionId = :occasionId) AND w.certificateNo IS NOT NULL AND w.revokedAt IS NULL", {
      id: awardId,
      occasionId: award.occasionId ?? awardId,
    })
    .orderBy("w.id")
    .getRawAndEntities<{ awardId: string; givenById: string | null }>();
  return entities
    .map((receiver, index) => ({ ...raw[index]!, receiver }))
    .filter(({ receiver, givenById }) => awardPolicy.certificate(actor, { employeeId: receiver.id, givenById }))
    .map(({ awardId: id, receiver }) => ({ id, receiver }));
}
