import { PacketPart } from "../../entities";
import type { PhoneDemo } from "./PhoneDemo";

interface Packet {
  id: string;
  parts: { id: string; state: string }[];
}

/** A packet to a team of which one part failed at the provider, and what became of another nobody knows. */
export async function stopParts(demo: PhoneDemo): Promise<string> {
  const manager = await demo.phoneOf("zhouyan");
  type Limits = { teams: { id: string; name: string }[] };
  const { teams } = await manager.get<Limits>("/packets/limits");
  const departmentId = teams.find(({ name }) => name === "运营一组")!.id;
  await demo.control("pay-fault", { name: "payFailed", on: true });
  const body = { departmentId, totalFen: 4_000, split: "equal", reason: "会员日一起清完了积压" };
  const { id } = await manager.post<Packet>("/packets", body);
  const parts = await failed(() => manager.get<Packet>(`/packets/${id}`));
  await demo.control("pay-fault", { name: "payFailed", on: false });
  // No fault of the stand-in makes a provider hold a payment back; and weeks without an answer would move everybody's day.
  const held = { state: "paying", lastError: "NO_AUTH" } as const;
  await demo.db.transaction((db) => db.update(PacketPart, parts[1]!.id, held));
  await manager.close();
  return id;
}

async function failed(ask: () => Promise<Packet>): Promise<Packet["parts"]> {
  for (let tries = 0; tries < 150; tries++) {
    const { parts } = await ask();
    if (parts.every(({ state }) => state === "failed")) return parts;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error("no part failed");
}
