import type { Budget, Department, Employee, Packet, PacketApproval, PacketPart, Payout } from "../../entities";
import type { PacketPlace } from "./packetPolicy";

/** A packet with all that is around it. */
export interface PacketView extends PacketPlace {
  packet: Packet;
  giver: Employee | undefined;
  team: Department | undefined;
  budget: Budget;
  budgetDepartment: Department | undefined;
  /** `bills`: those a person may have to settle. */
  parts: readonly { part: PacketPart; receiver: Employee; bills: readonly Payout[] }[];
  approvals: readonly { approval: PacketApproval; by: Employee | undefined }[];
}
