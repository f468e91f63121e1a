import { type EntityManager, In } from "typeorm";
import { Budget, Department, type Notice, Packet } from "../../entities";
import { findHolders } from "../people/findHolders";
import type { PacketView } from "./PacketView";
import { viewPackets } from "./viewPackets";

/** What notices about money speak of. */
export interface MoneyFacts {
  packet?: PacketView;
  /** Ids of those who keep the company's money. */
  keepers?: readonly string[];
  budget?: { budget: Budget; department: Department | undefined };
}

/** Packets and budgets that notices speak of, by notice id, in a fixed number of statements. */
export async function findMoneyFacts(db: EntityManager, notices: readonly Notice[]): Promise<Map<string, MoneyFacts>> {
  if (notices.length === 0) return new Map();
  const idsOf = (key: "packetId" | "budgetId") => [...new Set(notices.map(({ data }) => String(data[key] ?? "")))];
  const views = await viewPackets({ db }, await db.findBy(Packet, { id: In(idsOf("packetId")) }));
  const keepers = await findHolders(db, ["finance", "executive"]);
  const budgets = await db.findBy(Budget, { id: In(idsOf("budgetId")) });
  const departments = await db.findBy(Department, { id: In(budgets.map(({ departmentId }) => departmentId)) });
  return new Map(
    notices.map(({ id, data }) => {
      const budget = budgets.find((one) => one.id === data.budgetId);
      const department = departments.find((one) => one.id === budget?.departmentId);
      const packet = views.find((view) => view.packet.id === data.packetId);
      return [id, { packet, keepers, budget: budget && { budget, department } }];
    }),
  );
}
