import type { Job } from "../../jobs/Job";

/** What a test asks of the product's process; each is answered when it is done. */
export type Request =
  /** Lives at an instant from now on; timers go on in real time. */
  | { ask: "liveAt"; instant: number }
  /** Opens the database and listens. Until then a process only stands by, with everything loaded. */
  | { ask: "start"; environment: Record<string, string> }
  /** Runs what is due of these jobs, as the schedule does each minute. */
  | { ask: "tick"; jobs: string[]; from: number }
  /** Bytes in use after a collection. */
  | { ask: "heap" }
  /** Pays what is due, and dies at a point of it; beyond the last point it answers their names. */
  | { ask: "pay"; killAt: number };

export type Answer = { id: number; value?: unknown; error?: string };

const real = Date.now;
let aheadMs = 0;
Date.now = () => real() + aheadMs;

/** Loaded after the clock is set, and before anything is asked. */
async function load() {
  const { readEnv } = await import("../../server/env");
  const { start } = await import("../../server/main");
  const { jobs, tick } = await import("../../jobs");
  const { payOut } = await import("../../jobs/payOut");
  const { KillPoints } = await import("./money/KillPoints");
  let running: Awaited<ReturnType<typeof start>> | undefined;
  let points: InstanceType<typeof KillPoints> | undefined;

  return async (request: Request): Promise<unknown> => {
    switch (request.ask) {
      case "liveAt":
        aheadMs = request.instant - real();
        return;
      case "start":
        running = await start(readEnv({ ...process.env, ...request.environment }));
        return;
      case "tick": {
        const isAsked = ({ name }: Job) => request.jobs.includes(name);
        return running && tick(running.app, jobs.filter(isAsked), new Date(request.from));
      }
      case "heap":
        globalThis.gc?.();
        return process.memoryUsage().heapUsed;
      case "pay": {
        if (!running) return;
        points ??= new KillPoints(running.app);
        points.arm(request.killAt);
        await payOut(running.app);
        return points.names;
      }
    }
  };
}

const tell = (message: object) => process.send?.(message);

load().then((obey) => {
  process.on("message", ({ id, ...request }: Request & { id: number }) => {
    obey(request).then(
      (value) => tell({ id, value } satisfies Answer),
      (error: unknown) => tell({ id, error: String(error) } satisfies Answer),
    );
  });
  // The test is gone: so are we.
  process.once("disconnect", () => process.exit(1));
  tell({ id: 0 } satisfies Answer);
});
