import type { Actor } from "./context";
import { Forbidden, NotFound } from "./errors";

/** One predicate per ability; `read` decides whether the thing exists for this person. */
export type Policy<Subject> = { read(actor: Actor, subject: Subject): boolean } & Record<
  string,
  (actor: Actor, subject: Subject) => boolean
>;

/** Throws NotFound for what the actor may not read, and Forbidden for what they may read but not do. */
export function authorize<Subject, P extends Policy<Subject>>(
  policy: P,
  ability: keyof P & string,
  actor: Actor,
  subject: Subject,
  noun = "goal",
): void {
  if (!policy.read(actor, subject)) throw new NotFound(`${noun}.notFound`);
  if (!policy[ability]!(actor, subject)) throw new Forbidden(`${noun}.${ability}Forbidden`);
}
