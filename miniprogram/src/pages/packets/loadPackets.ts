import { api } from "../../lib/api";
import type { PacketScope, Packets } from "../../lib/wire";

/** Packets, and whether there are none before them. */
export interface PacketPages extends Packets {
  isDone: boolean;
}

/** As many as the server gives at a time. */
const pageSize = 50;

/** The newest packets, so many pages of them. */
export async function loadPackets(scope: PacketScope, pages: number): Promise<PacketPages> {
  const first = await api.packets(scope);
  let all: PacketPages = { ...first, isDone: first.packets.length < pageSize };
  for (let page = 1; page < pages && !all.isDone; page++) all = await addPage(scope, all);
  return all;
}

/** What is known, and the page before it. */
export async function addPage(scope: PacketScope, { packets }: PacketPages): Promise<PacketPages> {
  const next = await api.packets(scope, packets[packets.length - 1]?.id);
  return { ...next, packets: [...packets, ...next.packets], isDone: next.packets.length < pageSize };
}
