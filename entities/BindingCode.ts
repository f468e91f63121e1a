import { Entity, Index } from "typeorm";
import { Id, Instant, Ref } from "./columns";

/** A one-time code that binds a chat account to a person, or a chat room to their team. Only its hash is kept. */
@Entity("binding_codes")
@Index("ix_binding_codes_employee", ["employeeId"])
export class BindingCode {
  /** sha256 of the code, hex. */
  @Id(64)
  codeHash: string;

  @Ref()
  employeeId: string;

  /** The team whose room the code binds; null where it binds an account of the person's. */
  @Ref({ nullable: true })
  departmentId: string | null;

  @Instant()
  expiresAt: Date;

  @Instant({ nullable: true })
  usedAt: Date | null;
}
