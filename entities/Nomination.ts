import { Entity, Index } from "typeorm";
import { Id, Instant, Ref, Text } from "./columns";

/** Somebody put forward for an election, with the reason; several may put forward the same person. */
@Entity("nominations")
@Index("uq_nominations", ["electionId", "employeeId", "nominatedById"], { unique: true })
@Index("ix_nominations_nominator", ["electionId", "nominatedById"])
export class Nomination {
  @Id()
  id: string;

  @Ref()
  electionId: string;

  @Ref()
  employeeId: string;

  @Ref()
  nominatedById: string;

  @Text(100)
  reason: string;

  @Instant()
  at: Date;
}
