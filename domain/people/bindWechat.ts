import { In, IsNull, Not } from "typeorm";
import { Identity, Session } from "../../entities";
import type { Work } from "../context";
import { type BindingOutcome, bindIdentity } from "./bindIdentity";

/**
 * Ties a WeChat account to the person a one-time code was given to. A person has one such account and an account one
 * person: whoever was bound before is signed out of the mini-program in WeChat.
 */
export async function bindWechat(work: Work, externalId: string, code: string): Promise<BindingOutcome> {
  const { db, now } = work;
  const before = await db.findOneBy(Identity, { channel: "wechat", externalId });
  const outcome = await bindIdentity(work, { channel: "wechat", externalId, code });
  if (outcome.kind === "refused") return outcome;
  const { id } = outcome.employee;
  const replaced = { channel: "wechat", employeeId: id, externalId: Not(externalId) } as const;
  const isReplaced = await db.existsBy(Identity, replaced);
  await db.delete(Identity, replaced);
  const out = [...(isReplaced ? [id] : []), ...(before && before.employeeId !== id ? [before.employeeId] : [])];
  if (out.length > 0)
    await db.update(Session, { employeeId: In(out), via: "wechat", revokedAt: IsNull() }, { revokedAt: now });
  return outcome;
}
