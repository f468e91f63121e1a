import { Entity, Index } from "typeorm";
import { Day, Id, Ref } from "./columns";

/** Days a person is away; both ends included. */
@Entity("leaves")
@Index("ix_leaves_employee", ["employeeId", "endsOn"])
export class Leave {
  @Id()
  id: string;

  @Ref()
  employeeId: string;

  @Day()
  startsOn: string;

  @Day()
  endsOn: string;
}
