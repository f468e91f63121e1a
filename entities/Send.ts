import { Entity, Index, PrimaryGeneratedColumn } from "typeorm";
import { Count, Instant, Text } from "./columns";

/** So many messages were handed to a target at an instant; the rolling limits are counted from these rows. */
@Entity("sends")
@Index("ix_sends_target", ["target", "at", "count"])
export class Send {
  @PrimaryGeneratedColumn({ type: "int" })
  id: number;

  /** `person:<id>`, `team:<id>`, `webhook` or `app`. */
  @Text(48)
  target: string;

  @Instant()
  at: Date;

  @Count()
  count: number;
}
