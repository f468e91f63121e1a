import { Check, Entity, Index } from "typeorm";
import { Count, Day, Id, Instant, Ref, Scaled, Text } from "./columns";
import type { MetricSubject } from "./MetricValue";

export type IdeaState = "open" | "accepted" | "returned" | "withdrawn";

/** A suggestion how to do something better (创新建议). */
@Entity("ideas")
@Check("ck_ideas_state", "state IN ('open', 'accepted', 'returned', 'withdrawn')")
@Index("ix_ideas_author", ["authorId", "createdAt"])
@Index("ix_ideas_decided", ["decidedById", "decidedAt"])
@Index("ix_ideas_state", ["state", "createdAt"])
export class Idea {
  @Id()
  id: string;

  @Ref()
  authorId: string;

  /** Erasable: events and the ledger hold the id only. */
  @Text(300)
  text: string;

  @Text(10)
  state: IdeaState;

  @Ref({ nullable: true })
  decidedById: string | null;

  @Instant({ nullable: true })
  decidedAt: Date | null;

  @Text(200, { nullable: true })
  note: string | null;

  /** What it is to move; null where nothing can be measured. */
  @Ref({ nullable: true })
  metricId: string | null;

  /** Whose figures are compared; what the metric has values of may change later. */
  @Text(16, { nullable: true })
  subjectKind: MetricSubject | null;

  /** Empty for the company. */
  @Text(36, { nullable: true })
  subjectId: string | null;

  /** When it was put to work. */
  @Day({ nullable: true })
  startedOn: string | null;

  /** Days before and after that are compared. */
  @Count({ nullable: true })
  effectDays: number | null;

  /** The metric's daily average before and after, scaled; null once measured where too many days had no figure. */
  @Scaled({ nullable: true })
  beforeScaled: number | null;

  @Scaled({ nullable: true })
  afterScaled: number | null;

  @Instant({ nullable: true })
  measuredAt: Date | null;

  @Instant()
  createdAt: Date;
}
