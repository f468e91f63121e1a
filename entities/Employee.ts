import { Check, Entity, Index } from "typeorm";
import { Count, Day, Flag, Id, Instant, Ref, Text } from "./columns";

export type EmployeeStatus = "active" | "left";

/** One person. The id is our own: a WeCom UserID can be renamed, ended and used again. */
@Entity("employees")
@Check("ck_employees_status", "status IN ('active', 'left')")
@Index("uq_employees_wecom", ["wecomUserId"], { unique: true })
@Index("ix_employees_department", ["departmentId"])
@Index("ix_employees_reports_to", ["reportsToId"])
export class Employee {
  @Id()
  id: string;

  /** Null when never bound or ended for good by `delete_user`. */
  @Text(64, { nullable: true })
  wecomUserId: string | null;

  /** Null until HR imports it: apps made after June 2022 receive ids only. */
  @Text(64, { nullable: true })
  name: string | null;

  @Ref({ nullable: true })
  departmentId: string | null;

  @Ref({ nullable: true })
  positionId: string | null;

  /** The manager named for this person; wins over the department's head. */
  @Ref({ nullable: true })
  managerId: string | null;

  /** Who this person answers to, resolved from `managerId` and the heads of the departments (resolveReporting). */
  @Ref({ nullable: true })
  reportsToId: string | null;

  /** Working hours and rest days as typed, e.g. `22:00-06:00 休周三周四`; empty is the company's default. */
  @Text(64, { default: "" })
  shift: string;

  /** 'HH:mm' of the daily nudge; null is the company's. */
  @Text(5, { nullable: true })
  nudgeTime: string | null;

  /** 'HH:mm' of the evening reminder; null is the company's. */
  @Text(5, { nullable: true })
  eveningTime: string | null;

  @Flag({ default: false })
  isMorningMuted: boolean;

  @Flag({ default: false })
  isEveningMuted: boolean;

  @Flag({ default: false })
  isAlertMuted: boolean;

  /** Minute 1–12 after a slot at which this person's reminder goes out; WeCom asks to stay off :00 and :30. */
  @Count({ default: 1 })
  spreadMinute: number;

  @Text(16, { default: "active" })
  status: EmployeeStatus;

  @Day({ nullable: true })
  joinedOn: string | null;

  @Instant({ nullable: true })
  leftAt: Date | null;

  @Instant()
  createdAt: Date;

  get isActive() {
    return this.status === "active";
  }

  /** Ends the person's access and WeCom binding for good. Does not save. */
  leave(at: Date) {
    this.status = "left";
    this.leftAt = at;
    this.wecomUserId = null;
  }
}
