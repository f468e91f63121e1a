import type { Actor } from "../context";

const roles = ["finance", "executive", "operator"];

/** Who may stop all payouts and let them go on. */
export const payoutPolicy = {
  freeze: (actor: Actor) => actor.roles.some((role) => roles.includes(role)),
};
