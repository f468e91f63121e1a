import type { Actor } from "../context";
import type { PacketView } from "./PacketView";
import { packetPolicy } from "./packetPolicy";

/** The policy and the state together: which buttons would work now. */
export function packetAbilities(actor: Actor, view: PacketView) {
  const isWaiting = view.packet.state === "requested";
  const hasSaid = view.approvals.some(({ approval }) => approval.employeeId === actor.id);
  return {
    approve: isWaiting && !hasSaid && packetPolicy.approve(actor, view),
    return: isWaiting && !hasSaid && packetPolicy.return(actor, view),
    cancel: isWaiting && packetPolicy.cancel(actor, view),
    settle: packetPolicy.settle(actor, view) && view.parts.some(({ part }) => part.heldAt !== null),
  };
}
