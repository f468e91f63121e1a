import { CheckIn } from "../../entities";
import { authorize } from "../authorize";
import { businessDayOf } from "../calendar";
import type { Context } from "../context";
import { Conflict, Forbidden, NotFound } from "../errors";
import { goalPolicy } from "../goals/goalPolicy";
import { completeGoals } from "../goals/loadGoals";
import { newId } from "../newId";
import { recogniseReached } from "../recognition/recogniseReached";
import { type Owed, record } from "../record";
import { isTheirs } from "./isTheirs";
import { type LockedKeyResult, lockKeyResult } from "./lockKeyResult";
import type { Recorded } from "./recordCheckIn";
import { refoldKeyResult } from "./refoldKeyResult";

/**
 * Whoever reported takes the report back while the goal's cycle runs, as of when it was `said`; a badge it earned goes
 * with it. The owner objects in the same way to what was reported for them (代报), and the one who did is told. Doing it
 * twice is doing it once.
 */
export async function retractCheckIn(ctx: Context, checkInId: string, said: Date = ctx.now): Promise<Recorded> {
  const checkIn = await ctx.db.findOneBy(CheckIn, { id: checkInId });
  if (!checkIn || checkIn.operation === "retract") throw new NotFound("checkIn.notFound");
  const locked = await lockKeyResult(ctx, checkIn.keyResultId);
  const isReporter = checkIn.reportedById === ctx.actor.id;
  if (!isReporter && !isTheirs(ctx.actor.id, checkIn, locked.objective.ownerId)) {
    const [goal] = await completeGoals(ctx, [locked.objective]);
    authorize(goalPolicy, "read", ctx.actor, goal!, "checkIn");
    throw new Forbidden("checkIn.notYours");
  }
  if (checkIn.source === "import") throw new Conflict("checkIn.imported");
  if (!locked.objective.isActive) throw new Conflict("checkIn.goalNotActive", { state: locked.objective.status });
  const { keyResult, cycle } = locked;
  if (await ctx.db.existsBy(CheckIn, { retractsId: checkInId })) return { checkIn, keyResult, isReached: false };
  if (businessDayOf(said, ctx.company.zone) > cycle.endsOn)
    throw new Conflict("checkIn.retractAfterCycle", { until: cycle.endsOn });
  await ctx.db.insert(CheckIn, {
    id: newId(ctx.now),
    keyResultId: keyResult.id,
    reportedById: ctx.actor.id,
    businessDay: businessDayOf(ctx.now, ctx.company.zone),
    operation: "retract",
    amount: 0,
    retractsId: checkInId,
    confidence: null,
    source: checkIn.source,
    occurredAt: ctx.now,
    recordedAt: ctx.now,
  });
  const folded = await refoldKeyResult(ctx, locked);
  await record(
    ctx,
    "checkIn.retracted",
    keyResult.id,
    { checkInId },
    ...(isReporter ? [] : [objection(ctx, locked, checkIn)]),
  );
  await recogniseReached(ctx, locked, folded.reachedBy?.id ?? null);
  return { checkIn, keyResult, isReached: false };
}

/** Told to whoever reported for the owner. */
function objection(ctx: Context, { keyResult }: LockedKeyResult, checkIn: CheckIn): Owed {
  const { title, unit, kind } = keyResult;
  const { id, operation, amount, businessDay, reportedById } = checkIn;
  return {
    to: [reportedById],
    template: "reportObjected",
    kind: "approval",
    subjectId: keyResult.objectiveId,
    data: { checkInId: id, byId: ctx.actor.id, title, unit, kind, operation, amount, businessDay },
  };
}
