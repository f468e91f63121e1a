import type { DataSource, QueryRunner } from "typeorm";
import { unavailableOr, within } from "./DatabaseUnavailable";

/**
 * The same source for reads outside a unit of work: what is not answered in time, or not at all, fails as
 * DatabaseUnavailable. A frozen server would keep readers waiting for ever.
 */
export function guardReads(source: DataSource, deadline: number): DataSource {
  // SQLite has one runner for everybody.
  const guarded = new WeakSet<QueryRunner>();
  const createQueryRunner = (mode?: "master" | "slave") => {
    const runner = source.createQueryRunner(mode);
    if (!guarded.has(runner)) guarded.add(guardRunner(runner, deadline));
    return runner;
  };
  return Object.create(source, { createQueryRunner: { value: createQueryRunner } });
}

function guardRunner(runner: QueryRunner, deadline: number): QueryRunner {
  const query = runner.query.bind(runner);
  const release = runner.release.bind(runner);
  let pending: Promise<unknown> = Promise.resolve();
  return Object.assign(runner, {
    query: async (...call: Parameters<QueryRunner["query"]>) => {
      try {
        pending = query(...call);
        return await within(deadline, pending);
      } catch (error) {
        throw unavailableOr(error);
      }
    },
    // A connection that still waits for its answer, or is still waited for, goes back when it is free.
    release: async () => {
      void pending.catch(() => undefined).then(release);
    },
  });
}
