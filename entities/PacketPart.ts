import { Check, Entity, Index } from "typeorm";
import { Count, Id, Instant, Ref, Scaled, Text } from "./columns";

/**
 * `waiting` for approval; `owed`; `paying`: a bill was frozen, and may be under way; `paid`: it left the merchant;
 * `received`; `refunded`: not taken, the money is back; `failed`: a person decides on another try; `cancelled`.
 */
export const partStates = ["waiting", "owed", "paying", "paid", "received", "refunded", "failed", "cancelled"] as const;
export type PartState = (typeof partStates)[number];

/** What one person gets of a packet: fixed before anything is paid. */
@Entity("packet_parts")
@Check("ck_packet_parts_amount", "amountFen > 0")
@Check(
  "ck_packet_parts_state",
  "state IN ('waiting', 'owed', 'paying', 'paid', 'received', 'refunded', 'failed', 'cancelled')",
)
@Index("uq_packet_parts", ["packetId", "employeeId"], { unique: true })
@Index("ix_packet_parts_next", ["nextAt"])
@Index("ix_packet_parts_employee", ["employeeId", "createdAt"])
@Index("ix_packet_parts_state", ["state"])
export class PacketPart {
  @Id()
  id: string;

  @Ref()
  packetId: string;

  @Ref()
  employeeId: string;

  @Scaled()
  amountFen: number;

  @Text(10)
  state: PartState;

  /** Bills made so far. */
  @Count({ default: 0 })
  attempt: number;

  /** When something is to be done: due time and end of the lease in one. Null: nothing is. */
  @Instant({ nullable: true })
  nextAt: Date | null;

  /** Fence: only who leased it last may write what became of it. */
  @Scaled({ default: 0 })
  leaseNo: number;

  /** Calls since the last change of state; they come further and further apart. */
  @Count({ default: 0 })
  tries: number;

  /** Why it waits or failed: a stable code. */
  @Text(60, { nullable: true })
  lastError: string | null;

  /** A person must look at it. */
  @Instant({ nullable: true })
  heldAt: Date | null;

  @Instant()
  createdAt: Date;

  @Instant({ nullable: true })
  paidAt: Date | null;

  @Instant({ nullable: true })
  settledAt: Date | null;
}
