import { Entity, Index } from "typeorm";
import { Day, Id, Ref, Text } from "./columns";

export const cycleKinds = ["year", "half", "quarter", "month", "week", "campaign"] as const;
export type CycleKind = (typeof cycleKinds)[number];

/** A period goals are set for; cycles nest. Both ends are included. */
@Entity("cycles")
@Index("uq_cycles", ["kind", "startsOn", "name"], { unique: true })
@Index("ix_cycles_days", ["startsOn", "endsOn"])
export class Cycle {
  @Id()
  id: string;

  @Text(16)
  kind: CycleKind;

  @Text(64)
  name: string;

  @Day()
  startsOn: string;

  @Day()
  endsOn: string;

  @Ref({ nullable: true })
  parentId: string | null;

  @Text(8, { default: "short" })
  horizon: "long" | "mid" | "short";
}
