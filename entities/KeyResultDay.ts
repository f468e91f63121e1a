import { Entity, PrimaryColumn } from "typeorm";
import { Id, Scaled } from "./columns";

/** The value a key result stood at when a business day ended. Derived from the check-ins (foldCheckIns). */
@Entity("key_result_days")
export class KeyResultDay {
  @Id()
  keyResultId: string;

  @PrimaryColumn({ type: "date" })
  day: string;

  @Scaled()
  value: number;
}
