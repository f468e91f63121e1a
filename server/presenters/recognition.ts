import type { z } from "zod";
import type { Actor } from "../../domain/context";
import { mayCheer } from "../../domain/recognition/cheer";
import type { RecognitionView } from "../../domain/recognition/findRecognitions";
import { reachedBadge } from "../../domain/recognition/reachedBadge";
import { awardPolicy, recognitionPolicy } from "../../domain/recognition/recognitionPolicy";
import { mayRetractAward } from "../../domain/recognition/retractAward";
import type { Award, Badge } from "../../entities";
import type * as schema from "../schemas/recognition";
import { presentPerson } from "./person";

/** `now` decides whether it can still be taken back. */
export const presentRecognition = (
  { award, receiver, giver, badge, team, cheers, isReceiver, ownId, keyResultTitle }: RecognitionView,
  { actor, now }: { actor: Actor; now: Date },
): z.input<typeof schema.Recognition> => ({
  id: award.id,
  kind: award.kind,
  receiver: presentPerson(receiver),
  isMine: isReceiver,
  team: team ?? null,
  giver: giver ? presentPerson(giver) : null,
  badge: badge?.name ?? null,
  badgeLook: badge ?? null,
  title: award.title,
  keyResultTitle,
  // What was taken back is no longer said to anybody.
  reason: award.revokedAt ? null : award.reason,
  value: award.value,
  figure: award.revokedAt ? null : award.figure,
  at: award.awardedAt.toISOString(),
  certificateId: hasCertificate(award) ? (ownId ?? (awardPolicy.certificate(actor, award) ? award.id : null)) : null,
  isRevoked: award.revokedAt !== null,
  cheers,
  abilities: {
    retract: mayRetractAward(actor, award, now),
    cheer: mayCheer(award, { actorId: actor.id, isReceiver }) && !cheers.isMine,
  },
});

const hasCertificate = ({ certificateNo, revokedAt }: Award) => certificateNo !== null && revokedAt === null;

export const presentBadge = ({ code, name, description, level, design, isArchived }: Badge) => ({
  code,
  name,
  description,
  level,
  design,
  isArchived,
  isBuiltIn: code === reachedBadge,
});

/** What is set up for all recognition, with whether the person may change it. */
export const mayEdit = (actor: Actor, what: "editBadges" | "editValues") => ({ edit: recognitionPolicy[what](actor) });
