import type { Award } from "../../entities";
import type { Actor } from "../context";

const isHr = (actor: Actor) => actor.roles.includes("hr");

/** Who looks after what recognition is made of. */
export const recognitionPolicy = {
  read: () => true,
  editBadges: isHr,
  editValues: isHr,
  /** Who praises whom in a circle is for HR to look into, and for nobody to gossip about. */
  readRings: isHr,
};

type Given = Pick<Award, "employeeId" | "givenById">;

/** Recognitions are for everybody to see; the certificate is for those it concerns. */
export const awardPolicy = {
  read: () => true,
  certificate: (actor: Actor, award: Given) =>
    award.employeeId === actor.id || award.givenById === actor.id || isHr(actor),
  retract: (actor: Actor, award: Given) => award.givenById === actor.id,
};
