import { Entity, Index } from "typeorm";
import { Count, Id, Instant, Ref, Text } from "./columns";

/** A node of the tree people sit in. */
@Entity("departments")
@Index("uq_departments_wecom", ["wecomId"], { unique: true })
export class Department {
  @Id()
  id: string;

  /** WeCom's department number; null once it was deleted there. */
  @Count({ nullable: true })
  wecomId: number | null;

  @Text(64)
  name: string;

  @Ref({ nullable: true })
  parentId: string | null;

  @Ref({ nullable: true })
  headId: string | null;

  /** The team's group: a chat made by the app (appchat). */
  @Text(64, { nullable: true })
  chatId: string | null;

  /** The team's room on Wechaty, bound by a code: names of rooms are anybody's to choose. */
  @Text(128, { nullable: true })
  roomId: string | null;

  @Instant({ nullable: true })
  archivedAt: Date | null;
}
