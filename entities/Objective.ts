import { Check, Entity, Index, OneToMany, type Relation } from "typeorm";
import { Count, Flag, Id, Instant, Ref, Text } from "./columns";
import { KeyResult } from "./KeyResult";

export const objectiveStatuses = [
  "draft",
  "submitted",
  "returned",
  "proposed",
  "active",
  "withdrawn",
  "cancelled",
  "closing",
  "scored",
  "archived",
] as const;
export type ObjectiveStatus = (typeof objectiveStatuses)[number];
export type ObjectiveLevel = "company" | "department" | "person";

/** What somebody wants to reach in one cycle. With its key results it is what people call a goal. */
@Entity("objectives")
@Check(
  "ck_objectives_status",
  "status IN ('draft', 'submitted', 'returned', 'proposed', 'active', 'withdrawn', 'cancelled', 'closing', 'scored', 'archived')",
)
@Index("ix_objectives_owner", ["ownerId", "status"])
@Index("ix_objectives_cycle", ["cycleId", "status"])
@Index("ix_objectives_department", ["departmentId", "status"])
export class Objective {
  @Id()
  id: string;

  @Ref()
  cycleId: string;

  @Ref()
  ownerId: string;

  @Text(16, { default: "person" })
  level: ObjectiveLevel;

  /** The department a department goal is for. */
  @Ref({ nullable: true })
  departmentId: string | null;

  @Text(120)
  title: string;

  @Text(16, { default: "draft" })
  status: ObjectiveStatus;

  @Text(16, { default: "committed" })
  commitment: "committed" | "aspirational";

  /** Only the owner, the line above and HR may read it. */
  @Flag({ default: false })
  isRestricted: boolean;

  @Ref({ nullable: true })
  approvedById: string | null;

  @Instant({ nullable: true })
  approvedAt: Date | null;

  /** Counts saved changes; an edit names the one it saw. */
  @Count({ default: 1 })
  version: number;

  @Instant()
  createdAt: Date;

  @Instant()
  updatedAt: Date;

  @OneToMany(
    () => KeyResult,
    (keyResult) => keyResult.objective,
  )
  keyResults: Relation<KeyResult>[];

  get isActive() {
    return this.status === "active";
  }

  /** Marks the goal approved. Does not save it. */
  approve(byId: string, at: Date) {
    this.approvedById = byId;
    this.approvedAt = at;
  }
}
