import { Entity, Index } from "typeorm";
import { Day, Flag, Id, Instant, Ref, Text } from "./columns";

/** A rule gave something for a fact: never again for the same. */
@Entity("rule_firings")
@Index("uq_rule_firings_fact", ["ruleId", "fact"], { unique: true })
@Index("ix_rule_firings_person", ["ruleId", "employeeId", "firedOn"])
@Index("ix_rule_firings_day", ["ruleId", "firedOn"])
@Index("ix_rule_firings_fact", ["fact"])
export class RuleFiring {
  @Id()
  id: string;

  @Ref()
  ruleId: string;

  /** `reached:<keyResultId>`, `record:<metricId>:<employeeId>:2026-05-11` … */
  @Text(120)
  fact: string;

  @Ref()
  employeeId: string;

  @Day()
  firedOn: string;

  @Ref({ nullable: true })
  awardId: string | null;

  @Ref({ nullable: true })
  packetId: string | null;

  /** Given for others' word; for the person's own there was a badge, and money follows once others confirm it. */
  @Flag({ default: true })
  isTrusted: boolean;

  @Instant()
  at: Date;
}
