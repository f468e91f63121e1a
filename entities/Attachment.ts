import { Entity, Index } from "typeorm";
import { Count, Id, Instant, Ref, Text } from "./columns";

/** A photo or file of a report. Its bytes lie in `attachment_parts`. */
@Entity("attachments")
@Index("ix_attachments_check_in", ["checkInId"])
@Index("ix_attachments_owner", ["ownerId", "createdAt"])
export class Attachment {
  @Id()
  id: string;

  /** Who uploaded it. */
  @Ref()
  ownerId: string;

  /** The report it belongs to; null until that is sent. */
  @Ref({ nullable: true })
  checkInId: string | null;

  @Text(120)
  name: string;

  /** Media type as established from the bytes. */
  @Text(100)
  type: string;

  /** Bytes. */
  @Count()
  size: number;

  /** Hex. */
  @Text(64)
  sha256: string;

  @Instant()
  createdAt: Date;
}
