import { Deputy, Employee } from "../../entities";
import { forUpdate } from "../../entities/database";
import { businessDayOf } from "../calendar";
import type { Context } from "../context";
import { Forbidden, NotFound } from "../errors";
import { followDeputies } from "../goals/followDeputies";
import { recordDeputy } from "./recordDeputy";

/**
 * Whoever named a deputy is back, or will not be away: what still waits moves back. One whose days are over stays as it
 * is. Doing it twice is doing it once.
 */
export async function endDeputy(ctx: Context, id: string): Promise<{ deputy: Deputy; person: Employee }> {
  const { db, actor, now } = ctx;
  const deputy = await db.findOne(Deputy, { where: { id }, ...forUpdate(db) });
  if (!deputy || ![deputy.employeeId, deputy.deputyId].includes(actor.id)) throw new NotFound("deputy.notFound");
  if (deputy.employeeId !== actor.id) throw new Forbidden("deputy.endForbidden");
  const person = await db.findOneByOrFail(Employee, { id: deputy.deputyId });
  if (deputy.endedAt || deputy.endsOn < businessDayOf(now, ctx.company.zone)) return { deputy, person };
  deputy.endedAt = now;
  await db.update(Deputy, id, { endedAt: now });
  await recordDeputy(ctx, "ended", deputy);
  await followDeputies(ctx, actor.id);
  return { deputy, person };
}
