import type { App, Channel } from "../domain/context";
import type { Database } from "../entities/database";

interface Options {
  now: () => Date;
  channel?: Channel;
}

/** What the server would make, around a benchmark's database: nothing is logged, nobody is woken. */
export function benchApp(db: Database, { now, channel = deaf }: Options): App {
  const silent = () => undefined;
  return {
    db,
    clock: { now },
    channel,
    directory: { departments: async () => [], people: async () => [], person: async () => undefined },
    company: { zone: "Asia/Shanghai", publicUrl: "http://127.0.0.1", auditKey: "a key for tests, known to all" },
    log: { info: silent, warn: silent, error: silent },
    wake: silent,
  };
}

const deaf: Channel = { limits: [], deliver: async () => ({ kind: "sent" }) };
