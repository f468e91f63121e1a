import { Queue, Worker } from "bullmq";
import { sendLimits } from "../bot/wecom/limits";
import type { Channel } from "../domain/context";
import { insertMany } from "../domain/insertMany";
import { newId } from "../domain/newId";
import { Notice } from "../entities";
import { deliverNotices as deliver } from "../jobs/deliverNotices";
import { benchApp } from "./benchApp";
import { type BenchDatabase, createBenchDatabase } from "./benchDatabase";
import { median, percent, report } from "./report";
import { type Seeded, seedPeople } from "./seedPeople";

const notices = 100_000;
const people = 50_000;
const workers = 4;
const rounds = 3;
/** Noon of a Monday in Shanghai: nobody's quiet hours. */
const noon = new Date("2026-05-11T04:00:00Z");

/** WeCom's limits but those of the whole app, which would hold the benchmark up for an hour. */
const channel: Channel = {
  limits: sendLimits.filter(({ target }) => target !== "app"),
  deliver: async ({ notice }) => ({ kind: "sent", messageId: notice.id }),
};

/** 100,000 notices through a channel that answers at once, against as many empty jobs of BullMQ on Redis. */
export async function deliverNotices() {
  const bench = await createBenchDatabase("mariadb");
  if (!bench) return;
  try {
    const seeded = await seedPeople(bench.db, { people, goalsEach: 0, status: "active", now: noon });
    const ratios: number[] = [];
    for (let round = 0; round < rounds; round++) {
      const peer = await runBullmq();
      const ours = await runOurs(bench, seeded);
      ratios.push(ours / peer);
      report(`deliver, round ${round + 1}: product / BullMQ`, `${ours.toFixed(0)} / ${peer.toFixed(0)} per s`);
    }
    const ratio = median(ratios);
    report("deliver: throughput of BullMQ's", percent(ratio), { text: ">= 50 %", holds: ratio >= 0.5 });
  } finally {
    await bench.remove();
  }
}

async function runOurs({ db }: BenchDatabase, { people: staff }: Seeded): Promise<number> {
  await db.transaction((tx) => tx.query("DELETE FROM notices"));
  await db.transaction((tx) => tx.query("DELETE FROM sends"));
  const rows = Array.from({ length: notices }, (_, index) => noticeOf(staff[index % people]!.id, index));
  for (let start = 0; start < rows.length; start += 10_000)
    await db.transaction((tx) => insertMany(tx, Notice, rows.slice(start, start + 10_000)));
  const app = benchApp(db, { now: () => noon, channel });
  const started = performance.now();
  const { sent } = await deliver(app, { workers });
  const seconds = (performance.now() - started) / 1000;
  if (sent !== notices) throw new Error(`sent ${sent} of ${notices}`);
  return notices / seconds;
}

const noticeOf = (employeeId: string, index: number): Partial<Notice> => ({
  id: newId(noon),
  dedupeKey: `bench:${index}`,
  employeeId,
  departmentId: null,
  template: "message",
  kind: "system",
  subjectId: null,
  data: { message: { kind: "text", text: "今天目标 3,000 元" } },
  asOf: noon,
  day: "2026-05-11",
  nextAt: noon,
  expiresAt: new Date(noon.getTime() + 86_400_000),
  state: "owed",
  leaseNo: 0,
  attempts: 0,
  createdAt: noon,
});

async function runBullmq(): Promise<number> {
  const connection = { url: process.env.REDIS_URL ?? "redis://127.0.0.1:6379" };
  const name = `dabiao-bench-${process.pid}`;
  const queue = new Queue(name, { connection });
  try {
    await queue.obliterate({ force: true });
    for (let start = 0; start < notices; start += 5000)
      await queue.addBulk(
        Array.from({ length: 5000 }, (_, index) => ({
          name: "notice",
          data: { id: start + index, text: "今天目标 3,000 元" },
          opts: { removeOnComplete: true },
        })),
      );
    let done = 0;
    const started = performance.now();
    const all = await new Promise<Worker[]>((resolve) => {
      const list = Array.from(
        { length: workers },
        () => new Worker(name, async () => undefined, { connection, concurrency: 16 }),
      );
      for (const worker of list)
        worker.on("completed", () => {
          done += 1;
          if (done === notices) resolve(list);
        });
    });
    const seconds = (performance.now() - started) / 1000;
    await Promise.all(all.map((worker) => worker.close()));
    return notices / seconds;
  } finally {
    await queue.obliterate({ force: true });
    await queue.close();
  }
}
