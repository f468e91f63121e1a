import type { PacketPart, Payout } from "../../entities";
import type { Work } from "../context";

/** Providers answer questions for thirty days: what is unknown after so many goes to finance. */
const surelyDays = 25;
const dayMs = 86_400_000;

type Now = Pick<Work, "now" | "company">;

const ageDays = ({ now }: Now, { createdAt }: Pick<Payout, "createdAt">) =>
  (now.getTime() - createdAt.getTime()) / dayMs;

const queryDays = ({ company }: Now) => company.payLimits?.queryDays ?? surelyDays;

/** Whether "no such bill" still means that the provider never had it. */
export const isRemembered = (now: Now, payout: Pick<Payout, "createdAt">): boolean =>
  ageDays(now, payout) <= Math.min(surelyDays, queryDays(now));

/** Whether no question helps any more: what became of it is for people to find out at the merchant's platform. */
export const isForgotten = (now: Now, part: PacketPart, payout: Payout | undefined): boolean =>
  part.state === "paying" && part.heldAt !== null && payout?.state === "asked" && ageDays(now, payout) > queryDays(now);
