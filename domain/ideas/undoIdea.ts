import { Idea } from "../../entities";
import { authorize } from "../authorize";
import type { Context } from "../context";
import { Conflict } from "../errors";
import { undoMinutes } from "../goals/undoWindow";
import { callOffNotices, whoHeard } from "../notices/callOffNotices";
import { record } from "../record";
import type { IdeaView } from "./IdeaView";
import { ideaPolicy, isDecisionUndoable } from "./ideaPolicy";
import { lockIdea } from "./lockIdea";
import { unplanned } from "./unplanned";

const ofDecisions = ["ideaAccepted", "ideaAnnounced", "ideaReturned"];

/** Whoever decided takes it back within ten minutes: the idea is open again, and who heard of it hears of this too. */
export async function undoIdea(ctx: Context, id: string): Promise<IdeaView> {
  const view = await lockIdea(ctx, id);
  const { idea, author } = view;
  if (idea.state === "open" && ideaPolicy.accept(ctx.actor, view)) return view;
  authorize(ideaPolicy, "undo", ctx.actor, view, "idea");
  if (!isDecisionUndoable(view, ctx.now)) throw new Conflict("idea.undoTooLate", { minutes: undoMinutes });
  const about = { subjectIds: [id], templates: ofDecisions, since: idea.createdAt };
  const calledOff = await callOffNotices(ctx, about);
  const wasAccepted = idea.state === "accepted";
  const undone = { state: "open", decidedById: null, decidedAt: null, note: null, ...unplanned } as const;
  await ctx.db.update(Idea, id, undone);
  const told = { subjectId: id, data: { wasAccepted } } as const;
  const [team] = whoHeard([wasAccepted ? author.departmentId : null], calledOff);
  await record(
    ctx,
    "idea.undone",
    id,
    { authorId: idea.authorId, wasAccepted },
    { to: whoHeard([idea.authorId], calledOff), template: "ideaUndone", kind: "approval", ...told },
    { team, template: "ideaUndoneAnnounced", kind: "recognition", ...told },
  );
  const asked = { approver: ctx.actor, onBehalfOf: null };
  return { ...view, idea: Object.assign(idea, undone), decidedBy: undefined, asked };
}
