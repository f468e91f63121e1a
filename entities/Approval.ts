import { Entity, Index } from "typeorm";
import { Id, Instant, Ref, Text } from "./columns";

export type Decision = "approved" | "returned" | "undone" | "withdrawn";

/** A request to decide on a submitted goal, and what became of it. */
@Entity("approvals")
@Index("ix_approvals_objective", ["objectiveId", "requestedAt"])
@Index("ix_approvals_approver", ["approverId", "decision"])
export class Approval {
  @Id()
  id: string;

  @Ref()
  objectiveId: string;

  @Ref()
  approverId: string;

  @Instant()
  requestedAt: Date;

  @Text(16, { nullable: true })
  decision: Decision | null;

  @Ref({ nullable: true })
  decidedById: string | null;

  @Instant({ nullable: true })
  decidedAt: Date | null;

  @Text(200, { nullable: true })
  reason: string | null;

  /** Why it is asked for, in the owner's words. */
  @Text(200, { nullable: true })
  note: string | null;

  /** The approver stands in for this person (代). */
  @Ref({ nullable: true })
  onBehalfOfId: string | null;
}
