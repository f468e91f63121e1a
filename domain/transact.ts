import type { Via } from "../entities";
import type { Actor, App, Context, Work } from "./context";

interface Options {
  via?: Via;
  /** The instant of the work; a job passes its slot. */
  now?: Date;
}

/**
 * Runs a unit of work in one transaction, for a person or, with `null`, for the system. The whole function is
 * repeated on a deadlock, so it may touch nothing but `db`. Delivery is woken after the commit.
 */
export async function transact<T>(
  app: App,
  actor: Actor,
  run: (ctx: Context) => Promise<T>,
  options?: Options,
): Promise<T>;
export async function transact<T>(
  app: App,
  actor: null,
  run: (work: Work) => Promise<T>,
  options?: Options,
): Promise<T>;
export async function transact<T>(
  app: App,
  actor: Actor | null,
  run: (ctx: Context) => Promise<T>,
  { now = app.clock.now(), via = actor ? "web" : "job" }: Options = {},
): Promise<T> {
  let owed = 0;
  const result = await app.db.transaction(async (db) => {
    const ctx = { db, now, company: app.company, via, owed: 0, ...(actor && { actor }) } as Context;
    const answer = await run(ctx);
    owed = ctx.owed;
    return answer;
  });
  if (owed > 0) app.wake();
  return result;
}
