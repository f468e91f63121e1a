import { scheduleJob } from "node-schedule";
import type { App } from "../domain/context";
import { JobRun } from "../entities";
import { instantOf } from "../entities/sqlInstant";
import { deliverNotices } from "./deliverNotices";
import { dueSlots } from "./dueSlots";
import type { Job } from "./Job";
import { runOnce } from "./runOnce";

interface DueSlot {
  job: Job;
  slot: Date;
}

/**
 * What is due up to `upTo`: of each job the slots since its last run that are not too old to be made up for. Each of
 * them, as each may be for other people: those who chose 09:00 are not nudged by the slot of 09:15. A job that never
 * ran is due from now on only.
 */
async function findDue(app: App, jobs: readonly Job[], from: Date, upTo: Date): Promise<DueSlot[]> {
  const rows = await app.db.read
    .createQueryBuilder(JobRun, "r")
    .select("r.job", "job")
    .addSelect("MAX(r.slot)", "slot")
    .groupBy("r.job")
    .getRawMany<{ job: string; slot: Date | string }>();
  const unfinished = await app.db.read.findBy(JobRun, [{ state: "running" }, { state: "failed" }]);
  const due = jobs.flatMap((job) => {
    const last = rows.find((row) => row.job === job.name)?.slot;
    const since = last ? instantOf(last) : from;
    const oldest = new Date(upTo.getTime() - job.catchUpMinutes * 60_000);
    const slots = dueSlots(job.cron, app.company.zone, since > oldest ? since : oldest, upTo);
    const again = unfinished
      .filter(({ job: name, slot }) => name === job.name && slot >= oldest)
      .map(({ slot }) => slot);
    return [...again, ...slots].map((slot) => ({ job, slot }));
  });
  return due.sort((a, b) => a.slot.getTime() - b.slot.getTime());
}

/** Runs what is due now. One failing job does not keep the others from running. */
export async function tick(app: App, jobs: readonly Job[], from: Date): Promise<string[]> {
  const ran: string[] = [];
  for (const { job, slot } of await findDue(app, jobs, from, app.clock.now())) {
    try {
      if (await runOnce(app, job, slot)) ran.push(job.name);
    } catch {
      // runOnce has logged it and left it to be claimed again.
    }
  }
  if (ran.length > 0) app.wake();
  return ran;
}

export interface Schedule {
  stop(): Promise<void>;
}

/** Wakes each minute; which slots are due then is for the product's own clock to say. `onRun` is told of each job. */
export function startSchedule(
  app: App,
  jobs: readonly Job[],
  onRun: (job: string) => void = () => undefined,
): Schedule {
  const from = app.clock.now();
  let running: Promise<unknown> = Promise.resolve();
  const timer = scheduleJob("0 * * * * *", () => {
    running = running
      .then(() => tick(app, jobs, from))
      .then((ran) => ran.forEach(onRun))
      .catch((error: unknown) => app.log.error({ err: error }, "the schedule could not be read"));
  });
  return {
    async stop() {
      timer.cancel();
      await running;
    },
  };
}

/**
 * Moves the clock to an instant, stopping at every slot on the way to run it and to deliver what is due: how a sandbox
 * plays through days. Answers the jobs that ran.
 */
export async function advance(
  app: App,
  jobs: readonly Job[],
  to: Date,
  setNow: (now: Date) => void,
): Promise<string[]> {
  const from = app.clock.now();
  const stops = jobs.flatMap((job) => dueSlots(job.cron, app.company.zone, from, to).map((slot) => ({ job, slot })));
  stops.sort((a, b) => a.slot.getTime() - b.slot.getTime());
  const ran: string[] = [];
  for (const { job, slot } of stops) {
    setNow(slot);
    if (await runOnce(app, job, slot)) ran.push(job.name);
    await deliverNotices(app);
  }
  setNow(to);
  await deliverNotices(app);
  return ran;
}
