import type { Budget, Department, Employee, Packet, PacketApproval, PacketPart } from "../../entities";
import type { PacketPlace } from "./packetPolicy";

/** A packet with all that is around it. */
export interface PacketView extends PacketPlace {
  packet: Packet;
  giver: Employee | undefined;
  team: Department | undefined;
  budget: Budget;
  budgetDepartment: Department | undefined;
  parts: readonly { part: PacketPart; receiver: Employee }[];
  approvals: readonly { approval: PacketApproval; by: Employee | undefined }[];
}
