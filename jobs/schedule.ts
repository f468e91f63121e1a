import { scheduleJob } from "node-schedule";
import { MoreThanOrEqual } from "typeorm";
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
 * What is due up to `upTo`: of each job every slot that is not done and not too old to be made up for. Each of them, as
 * each may be for other people (those who chose 09:00 are not nudged by the slot of 09:15), and also one that was passed
 * over because it could not be claimed when a later one could. A job that never ran is due from now on only.
 */
async function findDue(app: App, jobs: readonly Job[], from: Date, upTo: Date): Promise<DueSlot[]> {
  const oldest = ({ catchUpMinutes }: Job) => new Date(upTo.getTime() - catchUpMinutes * 60_000);
  const firsts = await findFirstSlots(app);
  const recent = Math.min(...jobs.map((job) => oldest(job).getTime()));
  const done = await app.db.read.findBy(JobRun, { slot: MoreThanOrEqual(new Date(recent)), state: "done" });
  const isDone = new Set(done.map(({ job, slot }) => `${job}:${slot.getTime()}`));
  const due = jobs.flatMap((job) => {
    const first = firsts.get(job.name);
    const since = Math.max(first ? first.getTime() - 1 : from.getTime(), oldest(job).getTime() - 1);
    return dueSlots(job.cron, job.zone ?? app.company.zone, new Date(since), upTo)
      .filter((slot) => !isDone.has(`${job.name}:${slot.getTime()}`))
      .map((slot) => ({ job, slot }));
  });
  return due.sort((a, b) => a.slot.getTime() - b.slot.getTime());
}

async function findFirstSlots({ db }: App): Promise<Map<string, Date>> {
  const rows: { job: string; slot: Date | string }[] = await db.read.query(
    "SELECT job, MIN(slot) AS slot FROM job_runs GROUP BY job",
  );
  return new Map(rows.map(({ job, slot }) => [job, instantOf(slot)]));
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
  const stops = jobs.flatMap((job) =>
    dueSlots(job.cron, job.zone ?? app.company.zone, from, to).map((slot) => ({ job, slot })),
  );
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
