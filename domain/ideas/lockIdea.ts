import { Idea } from "../../entities";
import { forUpdate } from "../../entities/database";
import type { Work } from "../context";
import { NotFound } from "../errors";
import type { IdeaView } from "./IdeaView";
import { viewIdeas } from "./viewIdeas";

/** Reads an idea and locks it until the unit of work ends. */
export async function lockIdea(work: Work, id: string): Promise<IdeaView> {
  const idea = await work.db.findOne(Idea, { where: { id }, ...forUpdate(work.db) });
  if (!idea) throw new NotFound("idea.notFound");
  const [view] = await viewIdeas(work, [idea]);
  return view!;
}
