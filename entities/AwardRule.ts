import { Check, Entity, Index } from "typeorm";
import { Count, Id, Instant, Json, Ref, Scaled, Text } from "./columns";

export const ruleKinds = [
  "keyResultReached",
  "recordDay",
  "streak",
  "firstTimeRight",
  "campaignGoal",
  "ideaAccepted",
] as const;
export type RuleKind = (typeof ruleKinds)[number];

/** `waiting`: it gives money, and a second person has yet to agree. */
export type RuleState = "draft" | "waiting" | "active" | "paused";

/** What a kind needs besides the facts; which of them, is for the kind to say. */
export interface RuleParameters {
  metricId?: string;
  days?: number;
  leastScaled?: number;
  objectiveId?: string;
}

/** What is given by itself when something is so. */
@Entity("award_rules")
@Check("ck_award_rules_state", "state IN ('draft', 'waiting', 'active', 'paused')")
@Check("ck_award_rules_gift", "badgeCode IS NOT NULL OR amountFen > 0")
@Index("ix_award_rules_state", ["state", "kind"])
export class AwardRule {
  @Id()
  id: string;

  @Text(40)
  name: string;

  @Text(20)
  kind: RuleKind;

  @Json()
  parameters: RuleParameters;

  /** Whom it is for: this department and those below; null for everybody. */
  @Ref({ nullable: true })
  departmentId: string | null;

  @Text(40, { nullable: true })
  badgeCode: string | null;

  /** Fen to each person; 0: no money. */
  @Scaled({ default: 0 })
  amountFen: number;

  /** After a gift the same person gets none for so many days. */
  @Count({ default: 0 })
  coolDownDays: number;

  /** Gifts to one person in a month, and to all. */
  @Count()
  personMonthCap: number;

  @Count()
  monthCap: number;

  @Text(8)
  state: RuleState;

  @Ref()
  createdById: string;

  @Ref({ nullable: true })
  approvedById: string | null;

  /** Everybody who ever wrote or changed it: none of them may agree to it. */
  @Json({ nullable: true })
  writerIds: string[] | null;

  /** And everybody who started it or agreed to it: none of them gets money by it. */
  @Json({ nullable: true })
  makerIds: string[] | null;

  /** Who gave it back instead of agreeing, and why, until it is submitted again. */
  @Ref({ nullable: true })
  returnedById: string | null;

  @Text(100, { nullable: true })
  returnNote: string | null;

  @Instant()
  createdAt: Date;

  /** Facts from here on count. */
  @Instant({ nullable: true })
  activeFrom: Date | null;

  wasWrittenBy(id: string): boolean {
    return id === this.createdById || (this.writerIds ?? []).includes(id);
  }

  wasMadeBy(id: string): boolean {
    return this.allMakers.includes(id);
  }

  /** Whoever wrote, started or agreed to it. */
  get allMakers(): string[] {
    const { createdById, approvedById, writerIds, makerIds } = this;
    const known = [createdById, approvedById, ...(writerIds ?? []), ...(makerIds ?? [])];
    return [...new Set(known.flatMap((id) => id ?? []))];
  }

  /** Remembers who had a hand in it. Does not save it. */
  noteWriter(id: string) {
    this.writerIds = [...new Set([...(this.writerIds ?? []), id])];
    this.noteMaker(id);
  }

  noteMaker(id: string) {
    this.makerIds = [...new Set([...(this.makerIds ?? []), id])];
  }

  noteReturn(byId: string | null, note: string | null) {
    this.returnedById = byId;
    this.returnNote = note;
  }
}
