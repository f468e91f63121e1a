import { In } from "typeorm";
import { Packet } from "../../entities";
import type { Reader } from "../context";
import { belowPerson } from "../people/belowPerson";
import type { PacketView } from "./PacketView";
import { keepsMoney } from "./packetPolicy";
import { viewPackets } from "./viewPackets";

/** What the actor gave, what they could decide on now, or what needs finance. */
export type PacketScope = "given" | "waiting" | "held";

interface Page {
  scope: PacketScope;
  /** The last key of the page before. */
  after?: string;
  limit?: number;
}

/** A page of packets, newest first, in a fixed number of statements. */
export async function findPackets(reader: Reader, { scope, after, limit = 50 }: Page): Promise<PacketView[]> {
  const { sql, parameters } = scopes[scope](reader);
  const rows: { id: string }[] = await reader.db.query(
    `SELECT k.id FROM packets k WHERE ${sql}${after === undefined ? "" : " AND k.id < ?"} ORDER BY k.id DESC LIMIT ?`,
    [...parameters, ...(after === undefined ? [] : [after]), limit],
  );
  const ids = rows.map(({ id }) => id);
  const packets = await reader.db.find(Packet, { where: { id: In(ids) }, order: { id: "DESC" } });
  return viewPackets(reader, packets);
}

interface Condition {
  sql: string;
  parameters: unknown[];
}

/** Neither given nor received by the actor: what packetPolicy lets them decide on. */
const ofOthers = `(k.giverId IS NULL OR k.giverId <> ?)
  AND NOT EXISTS (SELECT 1 FROM packet_parts p WHERE p.packetId = k.id AND p.employeeId = ?)`;

const scopes: Record<PacketScope, (reader: Reader) => Condition> = {
  given: ({ actor }) => ({ sql: "k.giverId = ?", parameters: [actor.id] }),
  waiting: ({ actor }) => ({
    sql: `k.state = 'requested' AND ${ofOthers}
      AND NOT EXISTS (SELECT 1 FROM packet_approvals a WHERE a.packetId = k.id AND a.employeeId = ?)
      ${keepsMoney(actor) ? "" : `AND k.giverId IN (${belowPerson} SELECT id FROM below)`}`,
    parameters: [actor.id, actor.id, actor.id, ...(keepsMoney(actor) ? [] : [actor.id])],
  }),
  held: ({ actor }) => ({
    sql: `${keepsMoney(actor) ? "1 = 1" : "1 = 0"} AND ${ofOthers} AND k.id IN (
      SELECT p.packetId FROM packet_parts p WHERE p.heldAt IS NOT NULL
      UNION SELECT p.packetId FROM payouts o JOIN packet_parts p ON p.id = o.partId WHERE o.lateState IS NOT NULL)`,
    parameters: [actor.id, actor.id],
  }),
};
