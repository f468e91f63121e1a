import type { EntityManager } from "typeorm";
import { Identity } from "../../entities";

/** The account of the mini-program in WeChat that a person has bound. */
export async function findBoundOpenid(db: EntityManager, employeeId: string): Promise<string | undefined> {
  const identity = await db.findOneBy(Identity, { channel: "wechat", employeeId });
  return identity?.externalId;
}
