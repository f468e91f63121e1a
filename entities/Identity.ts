import { Entity, Index } from "typeorm";
import { Id, Instant, Ref, Text } from "./columns";

export type IdentityChannel = "wechat" | "wechaty";

/** What a person is called on a channel other than WeCom. */
@Entity("identities")
@Index("uq_identities", ["channel", "externalId"], { unique: true })
@Index("ix_identities_employee", ["employeeId"])
export class Identity {
  @Id()
  id: string;

  @Ref()
  employeeId: string;

  @Text(16)
  channel: IdentityChannel;

  @Text(128)
  externalId: string;

  @Instant()
  boundAt: Date;
}
