import { Entity } from "typeorm";
import { Id, Text } from "./columns";

/** The operator's word on one day; it wins over the published holiday calendar. */
@Entity("calendar_days")
export class CalendarDay {
  /** 'YYYY-MM-DD' */
  @Id(10)
  day: string;

  @Text(8)
  kind: "work" | "rest";
}
