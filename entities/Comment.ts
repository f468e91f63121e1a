import { Check, Entity, Index } from "typeorm";
import { Id, Instant, Ref, Text } from "./columns";

export type CommentKind = "problem" | "answer";

/** What is said about a goal: a problem asks for help, an answer is what somebody above says to it. */
@Entity("comments")
@Check("ck_comments_kind", "kind IN ('problem', 'answer')")
@Index("ix_comments_objective", ["objectiveId", "at"])
export class Comment {
  @Id()
  id: string;

  @Ref()
  objectiveId: string;

  @Ref()
  authorId: string;

  @Text(8)
  kind: CommentKind;

  @Text(300)
  text: string;

  @Instant()
  at: Date;
}
