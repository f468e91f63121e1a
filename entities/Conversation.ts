import { Entity } from "typeorm";
import { Id, Instant, Json, Text } from "./columns";

/** What the bot is in the middle of with a person: one guided flow at a time. */
@Entity("conversations")
export class Conversation {
  @Id()
  employeeId: string;

  /** `goal.new`, `goal.returnReason` … */
  @Text(40)
  flow: string;

  @Json()
  state: Record<string, unknown>;

  @Instant()
  updatedAt: Date;

  @Instant()
  expiresAt: Date;
}
