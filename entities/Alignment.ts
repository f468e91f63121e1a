import { Entity, Index } from "typeorm";
import { Count, Id, Ref } from "./columns";

/** An objective serves a parent objective, or one of its key results. Apart from the tree of departments. */
@Entity("alignments")
@Index("uq_alignments", ["objectiveId", "parentObjectiveId"], { unique: true })
@Index("ix_alignments_parent", ["parentObjectiveId"])
export class Alignment {
  @Id()
  id: string;

  @Ref()
  objectiveId: string;

  @Ref()
  parentObjectiveId: string;

  @Ref({ nullable: true })
  parentKeyResultId: string | null;

  /** Basis points of the parent; the counting children of one parent sum to 10,000. */
  @Count()
  share: number;
}
