import type { z } from "zod";
import { wordsFor } from "../../bot/say";
import type { Actor } from "../../domain/context";
import type { PacketView } from "../../domain/packets/PacketView";
import { packetAbilities } from "../../domain/packets/packetAbilities";
import { packetPolicy } from "../../domain/packets/packetPolicy";
import type { PacketPart } from "../../entities";
import type * as schema from "../schemas/packets";
import { presentPerson } from "./person";

export function presentPacket(view: PacketView, actor: Actor): z.input<typeof schema.Packet> {
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
    parts: view.parts.map(({ part, receiver }) => ({
      id: part.id,
      receiver: presentPerson(receiver),
      amountFen: part.amountFen,
      state: part.state,
      problem: problemOf(part),
      abilities: {
        resume: maySettle && part.heldAt !== null && part.state !== "cancelled",
        giveUp: maySettle && part.state === "failed",
      },
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

/** Why a part stopped, in words; codes of the provider are for finance to look up. */
function problemOf({ heldAt, lastError, state }: PacketPart): string | null {
  if (heldAt === null || lastError === null) return null;
  if (lastError.startsWith("payout.")) return wordsFor(lastError);
  // What never got an answer is named by us, in small letters.
  const isProviders = state === "failed" || /^[A-Z0-9_]+$/.test(lastError);
  return isProviders ? wordsFor("payout.providerSaid", { code: lastError }) : wordsFor("payout.notTaken");
}
