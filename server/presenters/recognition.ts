import type { z } from "zod";
import type { Actor } from "../../domain/context";
import type { RecognitionView } from "../../domain/recognition/findRecognitions";
import { mayRetractPraise } from "../../domain/recognition/retractPraise";
import type * as schema from "../schemas/today";
import { presentPerson } from "./person";

/** `now` decides whether it can still be taken back. */
export const presentRecognition = (
  { award, receiver, giver, badge, keyResultTitle }: RecognitionView,
  { actor, now }: { actor: Actor; now: Date },
): z.input<typeof schema.Recognition> => ({
  id: award.id,
  kind: award.kind,
  receiver: presentPerson(receiver),
  giver: giver ? presentPerson(giver) : null,
  badge: badge?.name ?? null,
  keyResultTitle,
  // What was taken back is no longer said to anybody.
  reason: award.revokedAt ? null : award.reason,
  at: award.awardedAt.toISOString(),
  isRevoked: award.revokedAt !== null,
  abilities: { retract: mayRetractPraise(actor, award, now) },
});
