import { In } from "typeorm";
import { Budget, Department, Employee, Packet, PacketApproval, PacketPart } from "../../entities";
import type { Reader } from "../context";
import { NotFound } from "../errors";
import { groupBy } from "../groupBy";
import { findLinesAbove } from "../people/findLineAbove";
import { findOpenBills } from "./findOpenBills";
import type { PacketView } from "./PacketView";
import { packetPolicy } from "./packetPolicy";

const known = (ids: readonly (string | null)[]) => [...new Set(ids)].filter((id) => id !== null);
const byId = <Row extends { id: string }>(rows: readonly Row[]) => new Map(rows.map((row) => [row.id, row]));

/** Reads what is around packets, in a fixed number of statements. */
export async function viewPackets({ db }: Pick<Reader, "db">, packets: readonly Packet[]): Promise<PacketView[]> {
  if (packets.length === 0) return [];
  const ids = packets.map(({ id }) => id);
  const parts = await db.find(PacketPart, { where: { packetId: In(ids) }, order: { id: "ASC" } });
  const approvals = await db.find(PacketApproval, { where: { packetId: In(ids) }, order: { at: "ASC", id: "ASC" } });
  const bills = groupBy(await findOpenBills(db, ids), ({ partId }) => partId);
  const budgets = byId(await db.findBy(Budget, { id: In(packets.map(({ budgetId }) => budgetId)) }));
  const departmentIds = known([
    ...packets.map(({ teamId }) => teamId),
    ...[...budgets.values()].map((one) => one.departmentId),
  ]);
  const departments = byId(await db.findBy(Department, { id: In(departmentIds) }));
  const giverIds = known(packets.map(({ giverId }) => giverId));
  const peopleIds = [...giverIds, ...[...parts, ...approvals].map(({ employeeId }) => employeeId)];
  const people = byId(await db.findBy(Employee, { id: In([...new Set(peopleIds)]) }));
  const lines = await findLinesAbove(db, giverIds);
  const partsOf = groupBy(parts, ({ packetId }) => packetId);
  const approvalsOf = groupBy(approvals, ({ packetId }) => packetId);
  return packets.map((packet) => {
    const own = partsOf.get(packet.id) ?? [];
    const budget = budgets.get(packet.budgetId)!;
    return {
      packet,
      giver: people.get(packet.giverId ?? ""),
      team: departments.get(packet.teamId ?? ""),
      budget,
      budgetDepartment: departments.get(budget.departmentId),
      parts: own.map((part) => ({
        part,
        receiver: people.get(part.employeeId)!,
        bills: bills.get(part.id) ?? [],
      })),
      approvals: (approvalsOf.get(packet.id) ?? []).map((approval) => ({
        approval,
        by: people.get(approval.employeeId),
      })),
      receiverIds: own.map(({ employeeId }) => employeeId),
      lineAbove: lines.get(packet.giverId ?? "") ?? [],
    };
  });
}

/** One packet, where the actor may read it. @throws NotFound */
export async function findPacket(reader: Reader, id: string): Promise<PacketView> {
  const packet = await reader.db.findOneBy(Packet, { id });
  const [view] = packet ? await viewPackets(reader, [packet]) : [];
  if (!view || !packetPolicy.read(reader.actor, view)) throw new NotFound("packet.notFound");
  return view;
}
