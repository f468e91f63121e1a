import { createHash } from "node:crypto";
import { MoreThan } from "typeorm";
import { BindingCode, Employee, Event, type IdentityChannel } from "../../entities";
import { forUpdate } from "../../entities/database";
import type { Work } from "../context";
import { record } from "../record";
import { hashBindingCode } from "./bindingCode";

/** Who says a code: an account of a channel, whoever it belongs to. */
export interface Account {
  channel: IdentityChannel;
  /** The account's id on its channel. */
  externalId: string;
}

export type Redemption =
  | { kind: "redeemed"; employee: Employee; departmentId: string | null }
  /** `identity.wrongCode` or `identity.tooManyTries` */
  | { kind: "refused"; code: string };

const triesPerHour = 5;
const hourMs = 3_600_000;

/**
 * Uses a one-time code up; wrong, old, used, of somebody who left, or not what `isMeant` wants, it is refused and the
 * try is counted. A refusal is an answer, not an error: the failed try must be kept, and an error would undo it.
 */
export async function redeemBindingCode(
  work: Work,
  account: Account & { code: string },
  isMeant: (found: BindingCode) => boolean,
): Promise<Redemption> {
  const key = accountKey(account);
  const since = new Date(work.now.getTime() - hourMs);
  const tries = await work.db.countBy(Event, { subjectId: key, name: "identity.refused", at: MoreThan(since) });
  if (tries >= triesPerHour) return { kind: "refused", code: "identity.tooManyTries" };
  const redeemed = await redeem(work, account.code, isMeant);
  if (redeemed) return redeemed;
  await record(work, "identity.refused", key);
  return { kind: "refused", code: "identity.wrongCode" };
}

async function redeem({ db, now }: Work, code: string, isMeant: (found: BindingCode) => boolean) {
  const codeHash = hashBindingCode(code);
  const found = await db.findOne(BindingCode, { where: { codeHash }, ...forUpdate(db) });
  if (!found || found.usedAt || found.expiresAt <= now || !isMeant(found)) return undefined;
  await db.update(BindingCode, { codeHash }, { usedAt: now });
  const employee = await db.findOneBy(Employee, { id: found.employeeId, status: "active" });
  return employee && { kind: "redeemed" as const, employee, departmentId: found.departmentId };
}

/** Stands for an account in the audit trail, which holds no foreign ids. */
const accountKey = ({ channel, externalId }: Account) =>
  createHash("sha256").update(`${channel}:${externalId}`).digest("hex").slice(0, 32);
