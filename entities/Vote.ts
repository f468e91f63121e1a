import { Entity, Index } from "typeorm";
import { Id, Instant, Ref } from "./columns";

/** One person's vote in an election; it may be changed until the end. Shown to nobody but as a count. */
@Entity("votes")
@Index("uq_votes", ["electionId", "voterId"], { unique: true })
@Index("ix_votes_nominee", ["electionId", "nomineeId"])
export class Vote {
  @Id()
  id: string;

  @Ref()
  electionId: string;

  @Ref()
  voterId: string;

  @Ref()
  nomineeId: string;

  @Instant()
  at: Date;
}
