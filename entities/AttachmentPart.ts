import { Column, Entity, PrimaryColumn } from "typeorm";
import { Id } from "./columns";

/** At most `partBytes` of an attachment: what both engines keep in a plain blob and send in one packet. */
@Entity("attachment_parts")
export class AttachmentPart {
  @Id()
  attachmentId: string;

  /** From 0. */
  @PrimaryColumn({ type: "int" })
  sequence: number;

  @Column({ type: "blob" })
  bytes: Buffer;
}

export const partBytes = 60_000;
