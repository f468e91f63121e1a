import { Entity, Index } from "typeorm";
import { Id, Text } from "./columns";

/** The job people hold. */
@Entity("positions")
@Index("uq_positions_name", ["name"], { unique: true })
export class Position {
  @Id()
  id: string;

  @Text(64)
  name: string;
}
