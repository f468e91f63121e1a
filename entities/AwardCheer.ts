import { Entity, Index } from "typeorm";
import { Id, Instant, Ref, Text } from "./columns";

/** A word for a recognition by one press: `thanks` from its receiver, `congrats` from others. */
@Entity("award_cheers")
@Index("uq_award_cheers", ["awardId", "employeeId"], { unique: true })
export class AwardCheer {
  @Id()
  id: string;

  @Ref()
  awardId: string;

  @Ref()
  employeeId: string;

  @Text(8)
  kind: "thanks" | "congrats";

  @Instant()
  at: Date;
}
