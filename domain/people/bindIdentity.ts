import { type Employee, Identity } from "../../entities";
import type { Work } from "../context";
import { newId } from "../newId";
import { record } from "../record";
import { type Account, redeemBindingCode } from "./redeemBindingCode";

export type Binding = Account & { code: string };

export type BindingOutcome =
  | { kind: "bound"; employee: Employee }
  /** `identity.wrongCode` or `identity.tooManyTries` */
  | { kind: "refused"; code: string };

/** Ties an account of another chat to the person a one-time code was given to. */
export async function bindIdentity(work: Work, binding: Binding): Promise<BindingOutcome> {
  const redeemed = await redeemBindingCode(work, binding, ({ departmentId }) => departmentId === null);
  if (redeemed.kind === "refused") return redeemed;
  const { employee } = redeemed;
  const { channel, externalId } = binding;
  await work.db.delete(Identity, { channel, externalId });
  await work.db.insert(Identity, {
    id: newId(work.now),
    employeeId: employee.id,
    channel,
    externalId,
    boundAt: work.now,
  });
  await record(work, "identity.bound", employee.id, { channel });
  return { kind: "bound", employee };
}
