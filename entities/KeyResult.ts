import { Check, Entity, Index, JoinColumn, ManyToOne, type Relation } from "typeorm";
import { Count, Day, Flag, Id, Instant, Ref, Scaled, Text } from "./columns";
import { Objective } from "./Objective";

export const keyResultKinds = ["increase", "decrease", "binary"] as const;
export type KeyResultKind = (typeof keyResultKinds)[number];
export type ChangeKind = "absolute" | "relative" | "points";
/** How values of several days become one: added up, or the last one counts. */
export type Accumulation = "sum" | "last";

/** A measurable sign that the objective is being reached. Figures are scaled by 10,000. */
@Entity("key_results")
@Check("ck_key_results_weight", "weight BETWEEN 0 AND 10000")
@Index("ix_key_results_objective", ["objectiveId", "sequence"])
@Index("ix_key_results_metric", ["metricId"])
@Index("ix_key_results_reached", ["reachedAt"])
export class KeyResult {
  @Id()
  id: string;

  @Ref()
  objectiveId: string;

  @ManyToOne(
    () => Objective,
    (objective) => objective.keyResults,
    { onDelete: "RESTRICT", onUpdate: "RESTRICT" },
  )
  @JoinColumn({ name: "objectiveId", foreignKeyConstraintName: "fk_key_results_objective" })
  objective: Relation<Objective>;

  /** Place within the objective, from 1. */
  @Count()
  sequence: number;

  @Text(120)
  title: string;

  @Text(16)
  kind: KeyResultKind;

  @Text(8, { default: "last" })
  accumulation: Accumulation;

  @Ref({ nullable: true })
  metricId: string | null;

  /** As shown behind the number: 元, %, 件 … */
  @Text(8, { default: "" })
  unit: string;

  /** What the target was said as; `start` and `target` are resolved from it at activation and frozen. */
  @Text(16, { default: "absolute" })
  changeKind: ChangeKind;

  @Scaled({ nullable: true })
  changeBy: number | null;

  @Scaled({ nullable: true })
  baseline: number | null;

  @Flag({ default: false })
  isGrowthOnly: boolean;

  @Scaled({ default: 0 })
  start: number;

  @Scaled()
  target: number;

  /** Integer basis points; the weights of one objective sum to 10,000. */
  @Count()
  weight: number;

  /** Period to date; null before the first report. Derived from the check-ins (foldCheckIns). */
  @Scaled({ nullable: true })
  current: number | null;

  /** Business day of the last report. */
  @Day({ nullable: true })
  reportedOn: string | null;

  @Instant({ nullable: true })
  reportedAt: Date | null;

  /** When the report that first reached the target was said; null while not reached. */
  @Instant({ nullable: true })
  reachedAt: Date | null;

  /** That report: several may have been said at the same instant. */
  @Ref({ nullable: true })
  reachedById: string | null;

  /** The first from there on whose figure is nobody's but others': what gives money by rule. Null while there is none. */
  @Ref({ nullable: true })
  confirmedById: string | null;

  @Day({ nullable: true })
  dueOn: string | null;
}
