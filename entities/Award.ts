import { Check, Entity, Index } from "typeorm";
import { Id, Instant, Ref, Text } from "./columns";

/** `honour`: with a certificate (荣誉证书); `packet`: a red packet, whose amount only its receiver sees. */
export type AwardKind = "praise" | "badge" | "honour" | "packet";

/** Recognition somebody received. */
@Entity("awards")
@Check("ck_awards_self", "givenById IS NULL OR givenById <> employeeId")
@Index("uq_awards_fact", ["fact"], { unique: true })
@Index("ix_awards_employee", ["employeeId", "awardedAt"])
@Index("ix_awards_check_in", ["checkInId"])
@Index("uq_awards_certificate", ["certificateNo"], { unique: true })
@Index("ix_awards_occasion", ["occasionId"])
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

  /** The team it was given to: each member has a row, and all of them name the first as their occasion. */
  @Ref({ nullable: true })
  teamId: string | null;

  @Ref({ nullable: true })
  occasionId: string | null;

  @Ref({ nullable: true })
  ruleId: string | null;

  @Ref({ nullable: true })
  packetId: string | null;

  /** What an honour is called where no badge names it: `季度销售冠军`. */
  @Text(40, { nullable: true })
  title: string | null;

  /** The company's value it stands for, as it was called when it was given. */
  @Text(20, { nullable: true })
  value: string | null;

  /** The number behind it in words: `日 GMV 12.3 万`. Never money somebody got, nor a score. */
  @Text(80, { nullable: true })
  figure: string | null;

  /** Whoever has it can check the certificate. */
  @Text(16, { nullable: true })
  certificateNo: string | null;

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
