import type { z } from "zod";
import { wordsFor } from "../../bot/say";
import type { Reader } from "../../domain/context";
import type { PacketView } from "../../domain/packets/PacketView";
import { packetAbilities } from "../../domain/packets/packetAbilities";
import { packetPolicy } from "../../domain/packets/packetPolicy";
import { isUnbooked } from "../../domain/payouts/bookPaidPart";
import { isForgotten } from "../../domain/payouts/isRemembered";
import type * as schema from "../schemas/packets";
import { presentPerson } from "./person";

type Asking = Pick<Reader, "actor" | "now" | "company">;

export function presentPacket(view: PacketView, reader: Asking): z.input<typeof schema.Packet> {
  const { actor } = reader;
  const { packet, giver, team, budget, budgetDepartment, approvals } = view;
  const maySettle = packetPolicy.settle(actor, view);
  return {
    id: packet.id,
    giver: giver ? presentPerson(giver) : null,
    team: team ? { id: team.id, name: team.name } : null,
    split: packet.split,
    totalFen: packet.totalFen,
    reason: packet.reason,
    value: packet.value,
    state: packet.state,
    requestedAt: packet.requestedAt.toISOString(),
    budget: { department: budgetDepartment?.name ?? "", month: budget.month, leftFen: budget.leftFen },
    parts: view.parts.map((one) => ({
      id: one.part.id,
      receiver: presentPerson(one.receiver),
      amountFen: packet.isDrawKnown ? one.part.amountFen : null,
      state: one.part.state,
      problem: problemOf(one),
      abilities: abilitiesOf(reader, one, maySettle),
    })),
    approvalsNeeded: packet.approvalsNeeded,
    approvals: approvals.flatMap(({ approval, by }) =>
      by
        ? [{ by: presentPerson(by), decision: approval.decision, note: approval.note, at: approval.at.toISOString() }]
        : [],
    ),
    abilities: packetAbilities(actor, view),
  };
}

type Part = PacketView["parts"][number];

function abilitiesOf(reader: Asking, { part, bills }: Part, maySettle: boolean) {
  const { state, heldAt, attempt } = part;
  const current = bills.find((bill) => bill.attempt === attempt);
  const isLost = maySettle && isForgotten(reader, part, current);
  return {
    resume: maySettle && heldAt !== null && state !== "cancelled",
    giveUp: maySettle && state === "failed",
    notPaid: isLost,
    wasPaid: isLost || (maySettle && bills.some(isUnbooked)),
  };
}

/** Why a part stopped, in words; codes of the provider are for finance to look up. */
function problemOf({ part: { heldAt, lastError, state }, bills }: Part): string | null {
  if (bills.some(({ lateState }) => lateState !== null)) return wordsFor("payout.paidLate");
  if (heldAt === null || lastError === null) return null;
  if (lastError.startsWith("payout.")) return wordsFor(lastError);
  // What never got an answer is named by us, in small letters.
  const isProviders = state === "failed" || /^[A-Z0-9_]+$/.test(lastError);
  return isProviders ? wordsFor("payout.providerSaid", { code: lastError }) : wordsFor("payout.notTaken");
}
