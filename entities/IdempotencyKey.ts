import { Entity, Index } from "typeorm";
import { Count, Id, Instant, Json, Ref, Text } from "./columns";

/** A write that was answered: the same key and body get the same answer. */
@Entity("idempotency_keys")
@Index("uq_idempotency_keys", ["employeeId", "key"], { unique: true })
@Index("ix_idempotency_keys_at", ["at"])
export class IdempotencyKey {
  @Id()
  id: string;

  @Ref()
  employeeId: string;

  @Text(64)
  key: string;

  /** sha256 over method, path and body, hex. */
  @Text(64)
  requestHash: string;

  @Count()
  status: number;

  @Json({ nullable: true })
  answer: Record<string, unknown> | null;

  @Instant()
  at: Date;
}
