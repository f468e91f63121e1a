import { Employee } from "../../entities";
import type { Work } from "../context";
import { reassignApprovals } from "../goals/reassignApprovals";
import { leavePeople } from "./leavePeople";
import { resolveReporting } from "./resolveReporting";

/** Ends the WeCom binding that a user id had at an instant. One made later belongs to somebody else and stays. */
export async function endBinding(work: Work, wecomUserId: string, at: Date): Promise<void> {
  const person = await work.db.findOneBy(Employee, { wecomUserId });
  if (!person || person.createdAt.getTime() > at.getTime() + 999) return;
  await leavePeople(work, [person]);
  await resolveReporting(work);
  await reassignApprovals(work, [person.id]);
}
