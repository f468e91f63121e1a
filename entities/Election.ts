import { Check, Entity, Index } from "typeorm";
import { Count, Id, Instant, Json, Ref, Text } from "./columns";

export type ElectionState = "nominating" | "voting" | "closed" | "cancelled";

/** How a nominee came out. */
export interface Standing {
  employeeId: string;
  votes: number;
  isElected: boolean;
}

/** The choice of excellent staff (优秀员工) of a month. */
@Entity("elections")
@Check("ck_elections_state", "state IN ('nominating', 'voting', 'closed', 'cancelled')")
@Index("uq_elections_place", ["placeKey"], { unique: true })
@Index("ix_elections_state", ["state", "votesFrom"])
export class Election {
  @Id()
  id: string;

  /** 'YYYY-MM' */
  @Text(7)
  month: string;

  /** Who takes part: this department and those below; empty for the whole company. */
  @Text(36)
  departmentKey: string;

  /** Its place, which only one may take: month and department. Null once it was cancelled, so that another may. */
  @Text(44, { nullable: true })
  placeKey: string | null;

  @Count()
  seats: number;

  @Text(10)
  state: ElectionState;

  @Ref()
  createdById: string;

  @Instant()
  createdAt: Date;

  @Instant()
  votesFrom: Date;

  @Instant()
  endsAt: Date;

  @Instant({ nullable: true })
  closedAt: Date | null;

  /** How it came out, best first; null before. Kept, as who leaves later would change what is counted. */
  @Json({ nullable: true })
  result: Standing[] | null;
}
