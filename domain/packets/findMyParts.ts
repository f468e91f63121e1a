import type { PartState } from "../../entities";
import { instantOf } from "../../entities/sqlInstant";
import type { Reader } from "../context";

export interface MyPart {
  id: string;
  amountFen: number;
  state: PartState;
  reason: string;
  giver: { id: string; name: string | null; wecomUserId: string | null } | null;
  at: Date;
  /** What opens the page in WeChat on which the actor confirms it, within a day; null where there is nothing to. */
  confirm: Confirmation | null;
}

export interface Confirmation {
  mchId: string;
  appId: string;
  package: string;
}

/** What the actor was given, newest first: nobody else sees the amounts. One statement. */
export async function findMyParts({ db, actor }: Reader, limit = 100): Promise<MyPart[]> {
  const rows: (Omit<MyPart, "giver" | "at" | "confirm"> & {
    giverId: string | null;
    giverName: string | null;
    giverUserId: string | null;
    at: Date | string;
    mchId: string | null;
    appId: string | null;
    packageInfo: string | null;
  })[] = await db.query(
    `SELECT p.id, p.amountFen, p.state, k.reason, g.id AS giverId, g.name AS giverName, g.wecomUserId AS giverUserId,
        p.createdAt AS at, o.mchId, o.appId, o.packageInfo
       FROM packet_parts p JOIN packets k ON k.id = p.packetId LEFT JOIN employees g ON g.id = k.giverId
       LEFT JOIN payouts o ON o.partId = p.id AND o.attempt = p.attempt AND p.state IN ('paying', 'paid')
      WHERE p.employeeId = ? AND p.state NOT IN ('waiting', 'cancelled') ORDER BY p.createdAt DESC, p.id DESC LIMIT ?`,
    [actor.id, limit],
  );
  return rows.map(({ id, amountFen, state, reason, giverId, giverName, giverUserId, at, ...bill }) => ({
    id,
    amountFen: Number(amountFen),
    state,
    reason,
    giver: giverId === null ? null : { id: giverId, name: giverName, wecomUserId: giverUserId },
    at: instantOf(at),
    confirm: confirmationOf(bill),
  }));
}

const confirmationOf = ({ mchId, appId, packageInfo }: Record<"mchId" | "appId" | "packageInfo", string | null>) =>
  mchId === null || appId === null || packageInfo === null ? null : { mchId, appId, package: packageInfo };
