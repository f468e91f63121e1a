import type { Election } from "../../entities";
import type { Actor } from "../context";

/** An election and whether the one who asks takes part in it. */
export interface Standpoint {
  election: Election;
  isPart: boolean;
}

/** HR and executives hold elections. */
export const mayOpenElections = ({ roles }: Pick<Actor, "roles">): boolean =>
  roles.includes("hr") || roles.includes("executive");

/** Who may do what in an election: an election of others does not exist. When is for `phaseOf` to say. */
export const electionPolicy = {
  read: (actor: Actor, { isPart }: Standpoint) => isPart || mayOpenElections(actor),
  nominate: (_: Actor, { isPart }: Standpoint) => isPart,
  vote: (_: Actor, { isPart }: Standpoint) => isPart,
  /** What one said oneself. */
  withdraw: (_: Actor, { isPart }: Standpoint) => isPart,
  cancel: (actor: Actor) => mayOpenElections(actor),
};
