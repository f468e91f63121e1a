import { Check, Entity, Index } from "typeorm";
import { Count, Id, Instant, Ref, Scaled, Text } from "./columns";

export const packetSplits = ["single", "equal", "shares", "lucky"] as const;
export type PacketSplit = (typeof packetSplits)[number];
/** `requested`: people are to approve it; `approved`: its parts are paid; the others are over. */
export type PacketState = "requested" | "approved" | "returned" | "cancelled";

/** Money one person, or a rule, gives to one or several people. Each gets a part. */
@Entity("packets")
@Check("ck_packets_state", "state IN ('requested', 'approved', 'returned', 'cancelled')")
@Check("ck_packets_split", "split IN ('single', 'equal', 'shares', 'lucky')")
@Check("ck_packets_total", "totalFen > 0")
@Index("uq_packets_fact", ["fact"], { unique: true })
@Index("ix_packets_giver", ["giverId", "requestedAt"])
@Index("ix_packets_state", ["state", "requestedAt"])
export class Packet {
  @Id()
  id: string;

  /** Null when a rule gives it. */
  @Ref({ nullable: true })
  giverId: string | null;

  @Ref({ nullable: true })
  ruleId: string | null;

  /** What it is given for by a rule: once for ever. */
  @Text(160, { nullable: true })
  fact: string | null;

  @Ref()
  budgetId: string;

  /** The team it is given to; null for a person. */
  @Ref({ nullable: true })
  teamId: string | null;

  @Text(8)
  split: PacketSplit;

  @Scaled()
  totalFen: number;

  @Text(100)
  reason: string;

  /** Code of the company's value it stands for. */
  @Text(20, { nullable: true })
  value: string | null;

  @Ref({ nullable: true })
  keyResultId: string | null;

  @Text(10)
  state: PacketState;

  /** People who must agree before it is paid; 0 where it may be given at once. */
  @Count()
  approvalsNeeded: number;

  @Instant()
  requestedAt: Date;

  @Instant({ nullable: true })
  decidedAt: Date | null;

  /**
   * A lucky draw is fixed when it is asked for, and known to nobody before it is let pass: else who asked could take it
   * back and draw again until it suits.
   */
  get isDrawKnown(): boolean {
    return this.split !== "lucky" || this.state === "approved";
  }
}
