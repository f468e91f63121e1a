import type { Actor } from "../context";
import type { PacketView } from "./PacketView";
import { packetPolicy } from "./packetPolicy";

/** One that stopped, or that was paid and is not booked. */
export const needsPerson = ({ part, bills }: PacketView["parts"][number]): boolean =>
  part.heldAt !== null || bills.some(({ lateState }) => lateState !== null);

/** The policy and the state together: which buttons would work now. */
export function packetAbilities(actor: Actor, view: PacketView) {
  const isWaiting = view.packet.state === "requested";
  const hasSaid = view.approvals.some(({ approval }) => approval.employeeId === actor.id);
  return {
    approve: isWaiting && !hasSaid && packetPolicy.approve(actor, view),
    return: isWaiting && !hasSaid && packetPolicy.return(actor, view),
    cancel: isWaiting && packetPolicy.cancel(actor, view),
    settle: packetPolicy.settle(actor, view) && view.parts.some(needsPerson),
  };
}
