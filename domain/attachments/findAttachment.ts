import { Attachment, CheckIn, KeyResult } from "../../entities";
import type { Context } from "../context";
import { NotFound } from "../errors";
import { goalPolicy } from "../goals/goalPolicy";
import { loadGoals } from "../goals/loadGoals";

type Reader = Pick<Context, "db" | "now" | "company" | "actor">;

/** A file of a report on a goal the actor may read, or one they uploaded themselves. @throws NotFound */
export async function findAttachment(reader: Reader, id: string): Promise<Attachment> {
  const attachment = await reader.db.findOneBy(Attachment, { id });
  if (!attachment || !(await mayRead(reader, attachment))) throw new NotFound("attachment.notFound");
  return attachment;
}

async function mayRead(reader: Reader, { ownerId, checkInId }: Attachment): Promise<boolean> {
  if (checkInId === null) return ownerId === reader.actor.id;
  const checkIn = await reader.db.findOneBy(CheckIn, { id: checkInId });
  const keyResult = checkIn && (await reader.db.findOneBy(KeyResult, { id: checkIn.keyResultId }));
  const [goal] = keyResult ? await loadGoals(reader, [keyResult.objectiveId]) : [];
  return goal !== undefined && goalPolicy.read(reader.actor, goal);
}
