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
}

/** What the actor was given, newest first: nobody else sees the amounts. One statement. */
export async function findMyParts({ db, actor }: Reader, limit = 100): Promise<MyPart[]> {
  const rows: (Omit<MyPart, "giver" | "at"> & {
    giverId: string | null;
    giverName: string | null;
    giverUserId: string | null;
    at: Date | string;
  })[] = await db.query(
    `SELECT p.id, p.amountFen, p.state, k.reason, g.id AS giverId, g.name AS giverName, g.wecomUserId AS giverUserId,
        p.createdAt AS at
       FROM packet_parts p JOIN packets k ON k.id = p.packetId LEFT JOIN employees g ON g.id = k.giverId
      WHERE p.employeeId = ? AND p.state NOT IN ('waiting', 'cancelled') ORDER BY p.createdAt DESC, p.id DESC LIMIT ?`,
    [actor.id, limit],
  );
  return rows.map(({ id, amountFen, state, reason, giverId, giverName, giverUserId, at }) => ({
    id,
    amountFen: Number(amountFen),
    state,
    reason,
    giver: giverId === null ? null : { id: giverId, name: giverName, wecomUserId: giverUserId },
    at: instantOf(at),
  }));
}
