import { Idea } from "../../entities";
import { authorize } from "../authorize";
import type { Context } from "../context";
import { Conflict } from "../errors";
import { callOffNotices, whoHeard } from "../notices/callOffNotices";
import { record } from "../record";
import type { IdeaView } from "./IdeaView";
import { ideaPolicy } from "./ideaPolicy";
import { lockIdea } from "./lockIdea";

const ofUndoing = ["ideaUndone", "ideaUndoneAnnounced"];

/**
 * Whoever decides for the author accepts the idea; the author and their team hear of it. Once it cannot be taken back
 * any more it is the fact `idea:<id>` that award rules give for. Doing it twice is doing it once.
 */
export async function acceptIdea(ctx: Context, id: string): Promise<IdeaView> {
  const view = await lockIdea(ctx, id);
  const { idea, author } = view;
  authorize(ideaPolicy, "accept", ctx.actor, view, "idea");
  if (idea.state === "accepted" && idea.decidedById === ctx.actor.id) return view;
  if (idea.state === "withdrawn") throw new Conflict("idea.isWithdrawn");
  if (idea.state !== "open") throw new Conflict("idea.decided");
  const decision = { state: "accepted", decidedById: ctx.actor.id, decidedAt: ctx.now, note: null } as const;
  await ctx.db.update(Idea, id, decision);
  // Who has heard of an acceptance, and not yet that it was undone, knows.
  const about = { subjectIds: [id], templates: ofUndoing, since: idea.createdAt };
  const known = (await callOffNotices(ctx, about)).filter(({ data }) => data.wasAccepted === true);
  const [team] = whoHeard([author.departmentId], known);
  const told = { subjectId: id, kind: "recognition" } as const;
  await record(
    ctx,
    "idea.accepted",
    id,
    { authorId: idea.authorId },
    { to: whoHeard([idea.authorId], known), template: "ideaAccepted", ...told },
    { team, template: "ideaAnnounced", ...told },
  );
  return { ...view, idea: Object.assign(idea, decision), decidedBy: ctx.actor, asked: undefined };
}
