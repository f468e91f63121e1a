import { Check, Entity, Index } from "typeorm";
import { Count, Day, Id, Instant, Ref, Scaled, Text } from "./columns";

export type CheckInOperation = "set" | "add" | "retract";
export type CheckInSource = "chat" | "web" | "import";

/** One report on a key result. Append-only: a `retract` row takes an earlier one back. */
@Entity("check_ins")
@Check("ck_check_ins_operation", "operation IN ('set', 'add', 'retract')")
@Check("ck_check_ins_confidence", "confidence IS NULL OR confidence BETWEEN 0 AND 10")
@Index("ix_check_ins_key_result", ["keyResultId", "occurredAt", "id"])
@Index("ix_check_ins_reporter", ["reportedById", "occurredAt"])
@Index("uq_check_ins_retracts", ["retractsId"], { unique: true })
export class CheckIn {
  @Id()
  id: string;

  @Ref()
  keyResultId: string;

  @Ref()
  reportedById: string;

  @Day()
  businessDay: string;

  @Text(8)
  operation: CheckInOperation;

  /** Scaled by 10,000: the period-to-date value (`set`) or what is added to it (`add`); 0 for `retract`. */
  @Scaled()
  amount: number;

  @Ref({ nullable: true })
  retractsId: string | null;

  /** What the person says, 0–10. Shown beside the figures, never mixed in. */
  @Count({ nullable: true })
  confidence: number | null;

  @Text(8)
  source: CheckInSource;

  /** When it was said; reports count in this order, whenever they arrive. */
  @Instant()
  occurredAt: Date;

  @Instant()
  recordedAt: Date;
}
