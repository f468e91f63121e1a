import { Employee, type Packet, PacketApproval, type PacketPart } from "../../entities";
import type { Payer, Work } from "../context";
import { findRuleMakers } from "./findRuleMakers";

type Reader = Pick<Work, "db">;

/** What the provider calls the people a part is about, by employee id, read just before. */
export type Accounts = Pick<Payer, "areOpenidsBound"> & { openids: ReadonlyMap<string, string> };

/**
 * Why a part may not be paid, as a stable code: it is not what the ledger promised, nobody is there to get it, or whoever
 * gets it, asked for it and approved it are not different people with different accounts (domain §6).
 */
export async function findRefusal(
  work: Reader,
  { part, packet }: { part: PacketPart; packet: Packet },
  { areOpenidsBound, openids }: Accounts,
): Promise<string | undefined> {
  if (!(await isPromised(work, part))) return "payout.notPromised";
  if (!(await work.db.existsBy(Employee, { id: part.employeeId, status: "active" }))) return "payout.left";
  const openid = openids.get(part.employeeId);
  if (openid === undefined) return "payout.noOpenid";
  const makers = (await findRuleMakers(work.db, [packet])).get(packet.ruleId) ?? [];
  const deciders = [...new Set([...(await findOthers(work, packet)), ...makers])];
  if (deciders.some((id) => id === part.employeeId || openids.get(id) === openid)) return "payout.sameAccount";
  const known = deciders.flatMap((id) => openids.get(id) ?? []);
  if (new Set(known).size < known.length) return "payout.sameDeciders";
  return areOpenidsBound && deciders.some((id) => !openids.has(id)) ? "payout.othersUnbound" : undefined;
}

/** Whose accounts must not be the receiver's: the giver's and the approvers'. */
async function findOthers({ db }: Reader, packet: Packet): Promise<string[]> {
  const approvals = await db.findBy(PacketApproval, { packetId: packet.id });
  return [packet.giverId, ...approvals.map(({ employeeId }) => employeeId)].filter((id) => id !== null);
}

/** The part is the one the reservation names, to the fen; reservations of before name nobody. */
async function isPromised({ db }: Reader, { packetId, employeeId, amountFen }: PacketPart): Promise<boolean> {
  const rows: { employeeId: string | null; debitFen: number | string }[] = await db.query(
    `SELECT e.employeeId, e.debitFen FROM ledger_transactions t
       JOIN ledger_entries e ON e.transactionNo = t.no AND e.account = 'reserved' AND e.debitFen > 0
      WHERE t.idempotencyKey = ? AND (e.employeeId = ? OR e.employeeId IS NULL)`,
    [`reserve:${packetId}`, employeeId],
  );
  return rows.some((row) => row.employeeId === null || Number(row.debitFen) === amountFen);
}
