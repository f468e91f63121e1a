import { CheckIn, CheckInNote, type CheckInSource, type KeyResult } from "../../entities";
import { claimAttachments } from "../attachments/claimAttachments";
import { authorize } from "../authorize";
import { businessDayOf } from "../calendar";
import type { Context } from "../context";
import { Conflict, Forbidden, Invalid } from "../errors";
import { goalPolicy } from "../goals/goalPolicy";
import { completeGoals } from "../goals/loadGoals";
import { newId } from "../newId";
import { findLineAbove } from "../people/findLineAbove";
import { recogniseReached } from "../recognition/recogniseReached";
import { record } from "../record";
import { type LockedKeyResult, lockKeyResult } from "./lockKeyResult";
import { refoldKeyResult } from "./refoldKeyResult";

export interface Report {
  keyResultId: string;
  operation: "set" | "add";
  /** Scaled by 10,000. */
  amount: number;
  /** 0–10 */
  confidence?: number | null;
  note?: string | null;
  /** Uploaded before by the actor, and of no other report. */
  attachmentIds?: readonly string[];
  source: CheckInSource;
  /** When it was said; reports count in this order. */
  occurredAt: Date;
}

export interface Recorded {
  checkIn: CheckIn;
  keyResult: KeyResult;
  /** The report reached the target. */
  isReached: boolean;
}

/** A person reports on their own key result, or somebody above reports for them (代报). */
export async function recordCheckIn(ctx: Context, report: Report): Promise<Recorded> {
  const locked = await lockKeyResult(ctx, report.keyResultId);
  await checkReportable(ctx, locked, report);
  const checkIn = ctx.db.create(CheckIn, {
    id: newId(ctx.now),
    keyResultId: report.keyResultId,
    reportedById: ctx.actor.id,
    businessDay: businessDayOf(report.occurredAt, ctx.company.zone),
    operation: report.operation,
    amount: report.amount,
    retractsId: null,
    confidence: report.confidence ?? null,
    source: report.source,
    occurredAt: report.occurredAt,
    recordedAt: ctx.now,
  });
  await ctx.db.insert(CheckIn, checkIn);
  if (report.note) await ctx.db.insert(CheckInNote, { checkInId: checkIn.id, note: report.note });
  await claimAttachments(ctx, checkIn.id, report.attachmentIds ?? []);
  const before = locked.keyResult.reachedAt;
  const folded = await refoldKeyResult(ctx, locked);
  await recordReport(ctx, locked, checkIn);
  await recogniseReached(ctx, locked, folded.reachedBy?.id ?? null);
  return { checkIn, keyResult: locked.keyResult, isReached: before === null && folded.reachedBy !== undefined };
}

async function checkReportable(ctx: Context, { keyResult, objective, cycle, owner }: LockedKeyResult, report: Report) {
  if (owner.id !== ctx.actor.id && !(await findLineAbove(ctx.db, owner.id)).includes(ctx.actor.id)) {
    const [goal] = await completeGoals(ctx, [objective]);
    authorize(goalPolicy, "read", ctx.actor, goal!, "keyResult");
    throw new Forbidden("checkIn.notYours");
  }
  if (!objective.isActive) throw new Conflict("checkIn.goalNotActive", { state: objective.status });
  if (keyResult.kind === "binary" && report.amount !== 0 && report.amount !== 10_000)
    throw new Invalid("checkIn.binary");
  if (report.occurredAt.getTime() > ctx.now.getTime() + 5 * 60_000) throw new Invalid("checkIn.inFuture");
  const day = businessDayOf(report.occurredAt, ctx.company.zone);
  if (day < cycle.startsOn) throw new Invalid("checkIn.beforeCycle", { from: cycle.startsOn });
  // What was said in time may arrive late.
  if (day > cycle.endsOn) throw new Conflict("checkIn.afterCycle", { until: cycle.endsOn });
}

function recordReport(ctx: Context, { keyResult, owner }: LockedKeyResult, checkIn: CheckIn) {
  const told = owner.id === ctx.actor.id ? [] : [owner.id];
  const { operation, amount } = checkIn;
  const { title, unit, current } = keyResult;
  return record(
    ctx,
    "checkIn.recorded",
    keyResult.id,
    { checkInId: checkIn.id, operation, amount },
    {
      to: told,
      template: "reportedForYou",
      kind: "approval",
      subjectId: keyResult.objectiveId,
      data: { keyResultId: keyResult.id, checkInId: checkIn.id, byId: ctx.actor.id, title, unit, current },
    },
  );
}
