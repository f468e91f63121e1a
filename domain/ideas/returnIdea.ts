import { Idea } from "../../entities";
import { authorize } from "../authorize";
import type { Context } from "../context";
import { Conflict, Invalid } from "../errors";
import { plainLine } from "../plainLine";
import { record } from "../record";
import type { IdeaView } from "./IdeaView";
import { ideaPolicy } from "./ideaPolicy";
import { lockIdea } from "./lockIdea";

const mostCharacters = 200;

/** Whoever decides gives the idea back with a reason, which the author reads. Doing it twice is doing it once. */
export async function returnIdea(ctx: Context, id: string, reason: string): Promise<IdeaView> {
  const view = await lockIdea(ctx, id);
  const { idea } = view;
  authorize(ideaPolicy, "return", ctx.actor, view, "idea");
  const note = plainLine(reason);
  if (note === "" || note.length > mostCharacters) throw new Invalid("idea.reason", { most: mostCharacters });
  if (idea.state === "returned" && idea.decidedById === ctx.actor.id && idea.note === note) return view;
  if (idea.state === "withdrawn") throw new Conflict("idea.isWithdrawn");
  if (idea.state !== "open") throw new Conflict("idea.decided");
  const decision = { state: "returned", decidedById: ctx.actor.id, decidedAt: ctx.now, note } as const;
  await ctx.db.update(Idea, id, decision);
  await record(
    ctx,
    "idea.returned",
    id,
    { authorId: idea.authorId },
    { to: [idea.authorId], template: "ideaReturned", kind: "approval", subjectId: id },
  );
  return { ...view, idea: Object.assign(idea, decision), decidedBy: ctx.actor, asked: undefined };
}
