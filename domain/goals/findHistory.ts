import { type EntityManager, In } from "typeorm";
import { Approval, Event } from "../../entities";

export const historyKinds = [
  "drafted",
  "edited",
  "submitted",
  "approverChanged",
  "approved",
  "returned",
  "approvalUndone",
  "withdrawn",
  "cancelled",
] as const;

/** What was done with a goal. */
export interface HistoryEntry {
  at: Date;
  kind: (typeof historyKinds)[number];
  /** Null for the system. */
  byId: string | null;
  onBehalfOfId: string | null;
  /** Why it was returned, or why it was asked for. */
  reason: string | null;
}

const kinds = new Map<string, HistoryEntry["kind"]>(historyKinds.map((kind) => [`goal.${kind}`, kind]));

const rankOf = ({ name }: Event) => [...kinds.keys()].indexOf(name);

/** Newest first, in two statements. The audit holds ids only; the words are with the approvals. */
export async function findHistory(db: EntityManager, objectiveId: string, most: number): Promise<HistoryEntry[]> {
  const events = await db.find(Event, {
    where: { subjectId: objectiveId, name: In([...kinds.keys()]) },
    order: { at: "DESC", id: "DESC" },
    take: most,
  });
  const approvals = await db.find(Approval, { where: { objectiveId }, order: { requestedAt: "DESC", id: "DESC" } });
  // What was done at once came in this order.
  events.sort((a, b) => b.at.getTime() - a.at.getTime() || rankOf(b) - rankOf(a));
  return events.map((event) => {
    const kind = kinds.get(event.name)!;
    const approval = approvalOf(event, kind, approvals);
    const isDecision = kind === "approved" || kind === "returned";
    return {
      at: event.at,
      kind,
      byId: event.actorId,
      onBehalfOfId: isDecision ? (approval?.onBehalfOfId ?? null) : null,
      reason: kind === "returned" ? (approval?.reason ?? null) : kind === "submitted" ? (approval?.note ?? null) : null,
    };
  });
}

/** By id where the audit names it; an approval is told by who gave it when. */
function approvalOf(event: Event, kind: HistoryEntry["kind"], approvals: readonly Approval[]): Approval | undefined {
  const { approvalId } = event.data;
  if (approvalId) return approvals.find(({ id }) => id === approvalId);
  if (kind !== "approved") return undefined;
  return approvals.find(
    ({ decision, decidedById, decidedAt }) =>
      (decision === "approved" || decision === "undone") &&
      decidedById === event.actorId &&
      decidedAt?.getTime() === event.at.getTime(),
  );
}
