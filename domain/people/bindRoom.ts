import { Department, Identity } from "../../entities";
import type { Work } from "../context";
import { record } from "../record";
import { type Account, redeemBindingCode } from "./redeemBindingCode";

/** Somebody's account says a code in a room. */
export type RoomBinding = Account & { roomId: string; code: string };

export type RoomOutcome =
  | { kind: "bound"; department: Department }
  /** `room.wrongCode` or `identity.tooManyTries` */
  | { kind: "refused"; code: string };

/**
 * Ties a chat room to the department a one-time code was given for. Only the person it was given to may use it, by an
 * account that is theirs: others read along in the room. A department has one room, the last one bound.
 */
export async function bindRoom(work: Work, { roomId, ...said }: RoomBinding): Promise<RoomOutcome> {
  const { channel, externalId } = said;
  const speaker = await work.db.findOneBy(Identity, { channel, externalId });
  const redeemed = await redeemBindingCode(
    work,
    said,
    ({ departmentId, employeeId }) => departmentId !== null && employeeId === speaker?.employeeId,
  );
  if (redeemed.kind === "refused")
    return { kind: "refused", code: redeemed.code === "identity.wrongCode" ? "room.wrongCode" : redeemed.code };
  const department = await work.db.findOneBy(Department, { id: redeemed.departmentId ?? "" });
  if (!department || department.archivedAt) return { kind: "refused", code: "room.wrongCode" };
  await work.db.update(Department, department.id, { roomId });
  await record(work, "room.bound", department.id, { by: redeemed.employee.id });
  return { kind: "bound", department };
}
