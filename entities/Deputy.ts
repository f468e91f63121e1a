import { Entity, Index } from "typeorm";
import { Day, Id, Instant, Ref } from "./columns";

/** Somebody decides in another's place on the days named, both included. */
@Entity("deputies")
@Index("ix_deputies_employee", ["employeeId", "endsOn"])
@Index("ix_deputies_deputy", ["deputyId", "endsOn"])
export class Deputy {
  @Id()
  id: string;

  @Ref()
  employeeId: string;

  @Ref()
  deputyId: string;

  @Day()
  startsOn: string;

  @Day()
  endsOn: string;

  @Instant()
  createdAt: Date;

  /** Ended before its days were over. */
  @Instant({ nullable: true })
  endedAt: Date | null;
}
