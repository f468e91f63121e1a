import { Entity } from "typeorm";
import { Id, Instant, Text } from "./columns";

/** WeCom's access token, shared by all processes; one of them at a time refreshes it. */
@Entity("access_tokens")
export class AccessToken {
  @Id(80)
  name: string;

  @Text(600, { nullable: true })
  value: string | null;

  @Instant({ nullable: true })
  expiresAt: Date | null;

  /** Who refreshes holds it until this instant. */
  @Instant({ nullable: true })
  leaseUntil: Date | null;
}
