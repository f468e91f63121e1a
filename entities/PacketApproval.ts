import { Entity, Index } from "typeorm";
import { Id, Instant, Ref, Text } from "./columns";

/** What one of the people asked said of a packet. Append-only. */
@Entity("packet_approvals")
@Index("uq_packet_approvals", ["packetId", "employeeId"], { unique: true })
export class PacketApproval {
  @Id()
  id: string;

  @Ref()
  packetId: string;

  @Ref()
  employeeId: string;

  @Text(8)
  decision: "approve" | "return";

  @Text(100, { nullable: true })
  note: string | null;

  @Instant()
  at: Date;
}
