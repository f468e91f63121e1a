import { Idea } from "../../entities";
import { authorize } from "../authorize";
import type { Context } from "../context";
import { Conflict } from "../errors";
import { record } from "../record";
import type { IdeaView } from "./IdeaView";
import { ideaPolicy } from "./ideaPolicy";
import { lockIdea } from "./lockIdea";

/** The author takes an idea back that nobody has decided on yet. Doing it twice is doing it once. */
export async function withdrawIdea(ctx: Context, id: string): Promise<IdeaView> {
  const view = await lockIdea(ctx, id);
  authorize(ideaPolicy, "withdraw", ctx.actor, view, "idea");
  const { idea } = view;
  if (idea.state === "withdrawn") return view;
  if (idea.state !== "open") throw new Conflict("idea.decided");
  await ctx.db.update(Idea, id, { state: "withdrawn" });
  await record(ctx, "idea.withdrawn", id);
  return { ...view, idea: Object.assign(idea, { state: "withdrawn" as const }), asked: undefined };
}
