import { In, LessThan } from "typeorm";
import { Idea } from "../../entities";
import { businessDayOf } from "../calendar";
import { charges, chargesOf } from "../comments/answerable";
import type { Context } from "../context";
import { NotFound } from "../errors";
import { findApprovers } from "../people/findApprover";
import type { IdeaView } from "./IdeaView";
import { ideaPolicy } from "./ideaPolicy";
import { viewIdeas } from "./viewIdeas";

type Reader = Pick<Context, "db" | "now" | "company" | "actor">;

/** One's own, those one is to decide on, or what was accepted in the company. */
export type IdeaScope = "mine" | "waiting" | "accepted";

interface Page {
  scope: IdeaScope;
  /** The last key of the page before. */
  after?: string;
  limit?: number;
}

/** A page of ideas, newest first, in a fixed number of statements. */
export async function findIdeas(reader: Reader, { scope, after, limit = 50 }: Page): Promise<IdeaView[]> {
  const { db, actor } = reader;
  const where = {
    mine: { authorId: actor.id },
    accepted: { state: "accepted" as const },
    waiting: { state: "open" as const, authorId: In(scope === "waiting" ? await findCharges(reader) : []) },
  }[scope];
  const ideas = await db.find(Idea, {
    where: { ...where, ...(after !== undefined && { id: LessThan(after) }) },
    order: { id: "DESC" },
    take: limit,
  });
  return viewIdeas(reader, ideas);
}

/** How many wait for the actor. */
export async function countWaiting(reader: Reader): Promise<number> {
  const authors = await findCharges(reader);
  return authors.length === 0 ? 0 : reader.db.countBy(Idea, { state: "open", authorId: In(authors) });
}

/** One idea, where the actor may read it. @throws NotFound */
export async function findIdea(reader: Reader, id: string): Promise<IdeaView> {
  const idea = await reader.db.findOneBy(Idea, { id });
  const [view] = idea ? await viewIdeas(reader, [idea]) : [];
  if (!view || !ideaPolicy.read(reader.actor, view)) throw new NotFound("idea.notFound");
  return view;
}

/**
 * Authors of open ideas who would ask the actor if they asked today: whoever stands in, has followed or has come back
 * finds what waits without anything being handed over.
 */
async function findCharges(reader: Reader): Promise<string[]> {
  const { db, actor, now, company } = reader;
  const today = businessDayOf(now, company.zone);
  const isHolder = actor.roles.some((role) => role === "hr" || role === "executive");
  const rows: { id: string }[] = await db.query(
    isHolder
      ? "SELECT DISTINCT authorId AS id FROM ideas WHERE state = 'open'"
      : `${charges} SELECT DISTINCT i.authorId AS id FROM ideas i
          WHERE i.state = 'open' AND i.authorId IN (SELECT ownerId FROM charges)`,
    isHolder ? [] : chargesOf(actor.id, today),
  );
  const approvers = await findApprovers(
    reader,
    rows.map(({ id }) => id),
  );
  return [...approvers].filter(([, { approver }]) => approver.id === actor.id).map(([id]) => id);
}
