import { Check, Entity, Index } from "typeorm";
import { Id, Instant, Ref, Text } from "./columns";

export const roles = ["hr", "executive", "finance", "operator"] as const;
export type Role = (typeof roles)[number];

/** A right given to a person. Managing is not granted: it follows from who reports to whom. */
@Entity("role_grants")
@Check("ck_role_grants_role", "role IN ('hr', 'executive', 'finance', 'operator')")
@Index("uq_role_grants", ["employeeId", "role"], { unique: true })
export class RoleGrant {
  @Id()
  id: string;

  @Ref()
  employeeId: string;

  @Text(16)
  role: Role;

  /** Null when the operator granted it on the command line. */
  @Ref({ nullable: true })
  grantedById: string | null;

  @Instant()
  grantedAt: Date;
}
