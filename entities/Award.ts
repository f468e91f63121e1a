import { Check, Entity, Index } from "typeorm";
import { Id, Instant, Ref, Text } from "./columns";

export type AwardKind = "praise" | "badge";

/** Recognition somebody received. */
@Entity("awards")
@Check("ck_awards_self", "givenById IS NULL OR givenById <> employeeId")
@Index("uq_awards_fact", ["fact"], { unique: true })
@Index("ix_awards_employee", ["employeeId", "awardedAt"])
@Index("ix_awards_check_in", ["checkInId"])
@Index("ix_awards_giver", ["givenById", "awardedAt"])
export class Award {
  @Id()
  id: string;

  @Text(8)
  kind: AwardKind;

  @Text(40, { nullable: true })
  badgeCode: string | null;

  @Ref()
  employeeId: string;

  /** Null when a rule gave it. */
  @Ref({ nullable: true })
  givenById: string | null;

  @Text(200, { nullable: true })
  reason: string | null;

  @Ref({ nullable: true })
  keyResultId: string | null;

  @Ref({ nullable: true })
  checkInId: string | null;

  /** The fact it was given for, e.g. `reached:<keyResultId>`: once while it stands. Null for people's praise. */
  @Text(80, { nullable: true })
  fact: string | null;

  @Instant()
  awardedAt: Date;

  @Instant({ nullable: true })
  revokedAt: Date | null;

  /** Takes the award back; the same fact may earn it again. Does not save. */
  revoke(at: Date) {
    this.revokedAt = at;
    this.fact = null;
  }
}
