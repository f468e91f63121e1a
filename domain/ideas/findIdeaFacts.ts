import { In } from "typeorm";
import { Idea, type Notice } from "../../entities";
import type { Work } from "../context";
import type { IdeaView } from "./IdeaView";
import { viewIdeas } from "./viewIdeas";

/** What notices about ideas speak of, by notice id. */
export async function findIdeaFacts(
  { db, company }: Pick<Work, "db" | "company">,
  notices: readonly Notice[],
): Promise<Map<string, IdeaView | undefined>> {
  if (notices.length === 0) return new Map();
  const now = new Date(Math.max(...notices.map(({ asOf }) => asOf.getTime())));
  const ideas = await db.findBy(Idea, { id: In(notices.map(({ subjectId }) => subjectId ?? "")) });
  const views = new Map((await viewIdeas({ db, now, company }, ideas)).map((view) => [view.idea.id, view]));
  return new Map(notices.map(({ id, subjectId }) => [id, views.get(subjectId ?? "")]));
}
