import type { Packet } from "../../entities";
import type { Actor } from "../context";

/** A packet with those who matter for what may be done with it. */
export interface PacketPlace {
  packet: Packet;
  receiverIds: readonly string[];
  /** The people the giver answers to, nearest first; for a rule nobody. */
  lineAbove: readonly string[];
}

export const keepsMoney = (actor: Actor) => actor.roles.some((role) => role === "finance" || role === "executive");
const gave = (actor: Actor, { packet }: PacketPlace) => packet.giverId === actor.id;
const receives = (actor: Actor, { receiverIds }: PacketPlace) => receiverIds.includes(actor.id);
/** Never who asked for it, nor who gets something of it. */
const mayDecide = (actor: Actor, place: PacketPlace) =>
  !gave(actor, place) && !receives(actor, place) && (keepsMoney(actor) || place.lineAbove.includes(actor.id));

/** Who may do what with a packet. A receiver sees their own part elsewhere, never the whole. */
export const packetPolicy = {
  read: (actor: Actor, place: PacketPlace) => gave(actor, place) || mayDecide(actor, place),
  approve: mayDecide,
  return: mayDecide,
  cancel: gave,
  /** Another bill after one that failed, or giving it up. */
  settle: (actor: Actor, place: PacketPlace) => keepsMoney(actor) && !gave(actor, place) && !receives(actor, place),
};
