import { Entity } from "typeorm";
import { Id, Text } from "./columns";

/** A kind of badge people can earn. */
@Entity("badges")
export class Badge {
  @Id(40)
  code: string;

  @Text(40)
  name: string;

  @Text(120)
  description: string;
}
