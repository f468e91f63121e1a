import { Entity } from "typeorm";
import { Id, Text } from "./columns";

/** Free text of a report, apart from the append-only row so that it can be erased. */
@Entity("check_in_notes")
export class CheckInNote {
  @Id()
  checkInId: string;

  @Text(500)
  note: string;
}
