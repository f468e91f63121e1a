import type { App } from "../domain/context";
import { insertOnce } from "../domain/insertOnce";
import { newId } from "../domain/newId";
import { JobRun } from "../entities";
import type { Job } from "./Job";

/** A run that was not heard of for so long is taken over. */
const leaseMs = 5 * 60_000;

/**
 * Runs a slot of a job if nobody else does or did: of all processes whoever inserts the row runs it; a run whose
 * process died is taken over when its claim has expired, and goes on from its cursor. Answers whether it ran here.
 */
export async function runOnce(app: App, job: Job, slot: Date): Promise<boolean> {
  const run = await claim(app, job, slot);
  if (!run) return false;
  try {
    await job.run(app, slot, {
      cursor: run.cursor,
      save: (cursor) => update(app, run, { cursor, leaseUntil: leaseEnd(app) }),
    });
    await update(app, run, { state: "done", finishedAt: app.clock.now(), error: null });
    return true;
  } catch (error) {
    app.log.error({ err: error, job: job.name, slot }, "a job failed");
    // Whoever claims it next goes on from the cursor; where not even this can be written, once the claim has expired.
    await update(app, run, { state: "failed", error: nameOf(error), leaseUntil: app.clock.now() }).catch(
      () => undefined,
    );
    throw error;
  }
}

const leaseEnd = ({ clock }: App) => new Date(clock.now().getTime() + leaseMs);

/** Database errors quote the rows they choke on, which may be people's: of those the name and the code are kept only. */
function nameOf(error: unknown): string {
  if (!(error instanceof Error)) return "unknown";
  const { code } = (error as { driverError?: { code?: unknown } }).driverError ?? (error as { code?: unknown });
  const isQuoting = "driverError" in error || "sql" in error;
  return `${error.name}: ${isQuoting ? String(code ?? "") : error.message}`.slice(0, 200);
}

const update = async ({ db }: App, { id }: JobRun, changes: Partial<JobRun>) => {
  await db.transaction((tx) => tx.update(JobRun, id, changes));
};

function claim(app: App, job: Job, slot: Date): Promise<JobRun | undefined> {
  return app.db.transaction(async (db) => {
    const now = app.clock.now();
    const fresh = db.create(JobRun, {
      id: newId(now),
      job: job.name,
      slot,
      state: "running",
      cursor: null,
      leaseUntil: leaseEnd(app),
      startedAt: now,
      finishedAt: null,
      error: null,
    });
    if ((await insertOnce(db, JobRun, [fresh])).has(fresh.id)) return fresh;
    const { affected } = await db
      .createQueryBuilder()
      .update(JobRun)
      .set({ state: "running", leaseUntil: leaseEnd(app) })
      .where("job = :job AND slot = :slot AND state <> 'done' AND leaseUntil <= :now", { job: job.name, slot, now })
      .execute();
    return affected === 1 ? ((await db.findOneBy(JobRun, { job: job.name, slot })) ?? undefined) : undefined;
  });
}
