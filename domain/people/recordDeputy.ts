import type { Deputy } from "../../entities";
import type { Context } from "../context";
import { record } from "../record";

/** Writes down what became of a deputyship and tells the deputy. */
export async function recordDeputy(ctx: Context, became: "named" | "ended", deputy: Deputy): Promise<void> {
  const { id, deputyId, startsOn, endsOn } = deputy;
  const template = became === "named" ? "deputyNamed" : "deputyEnded";
  await record(
    ctx,
    `deputy.${became}`,
    id,
    { deputyId, startsOn, endsOn },
    { to: [deputyId], template, kind: "approval", data: { byId: ctx.actor.id, startsOn, endsOn } },
  );
}
