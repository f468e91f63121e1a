import { createHash } from "node:crypto";
import { MoreThan } from "typeorm";
import { BindingCode, Employee, Event, Identity, type IdentityChannel } from "../../entities";
import { forUpdate } from "../../entities/database";
import type { Work } from "../context";
import { newId } from "../newId";
import { record } from "../record";
import { hashBindingCode } from "./bindingCode";

export interface Binding {
  channel: IdentityChannel;
  /** The account's id on its channel. */
  externalId: string;
  code: string;
}

export type BindingOutcome =
  | { kind: "bound"; employee: Employee }
  /** `identity.wrongCode` or `identity.tooManyTries` */
  | { kind: "refused"; code: string };

const triesPerHour = 5;
const hourMs = 3_600_000;

/**
 * Ties an account of another chat to the person a one-time code was given to. A refusal is an answer, not an error: the
 * failed try must be kept, and an error would undo it.
 */
export async function bindIdentity(work: Work, { channel, externalId, code }: Binding): Promise<BindingOutcome> {
  const account = accountKey(channel, externalId);
  const since = new Date(work.now.getTime() - hourMs);
  const tries = await work.db.countBy(Event, { subjectId: account, name: "identity.refused", at: MoreThan(since) });
  if (tries >= triesPerHour) return { kind: "refused", code: "identity.tooManyTries" };
  const employee = await redeem(work, code);
  if (!employee) {
    await record(work, "identity.refused", account);
    return { kind: "refused", code: "identity.wrongCode" };
  }
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

/** Uses the code up; undefined when it is wrong, old, used, or its person left. */
async function redeem({ db, now }: Work, code: string): Promise<Employee | undefined> {
  const codeHash = hashBindingCode(code);
  const found = await db.findOne(BindingCode, { where: { codeHash }, ...forUpdate(db) });
  if (!found || found.usedAt || found.expiresAt <= now) return undefined;
  await db.update(BindingCode, { codeHash }, { usedAt: now });
  return (await db.findOneBy(Employee, { id: found.employeeId, status: "active" })) ?? undefined;
}

/** Stands for an account in the audit trail, which holds no foreign ids. */
const accountKey = (channel: IdentityChannel, externalId: string) =>
  createHash("sha256").update(`${channel}:${externalId}`).digest("hex").slice(0, 32);
