import { Entity, Index } from "typeorm";
import { Id, Instant, Ref, Text } from "./columns";

export type SignInVia = "oauth" | "miniprogram" | "wechat" | "sandbox";

/** A signed-in device. Only a hash of the token is kept. */
@Entity("sessions")
@Index("ix_sessions_employee", ["employeeId"])
@Index("ix_sessions_expiry", ["expiresAt"])
export class Session {
  /** sha256 of the session id, hex. */
  @Id(64)
  idHash: string;

  @Ref()
  employeeId: string;

  @Text(16)
  via: SignInVia;

  @Instant()
  createdAt: Date;

  @Instant()
  expiresAt: Date;

  @Instant({ nullable: true })
  revokedAt: Date | null;
}
