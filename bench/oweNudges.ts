import { setTimeout as sleep } from "node:timers/promises";
import { Bot } from "../bot/Bot";
import type { App } from "../domain/context";
import type { Engine } from "../entities/database";
import { nudgeDaily } from "../jobs/nudgeDaily";
import { runOnce } from "../jobs/runOnce";
import { benchApp } from "./benchApp";
import { type BenchDatabase, createBenchDatabase } from "./benchDatabase";
import { median, report } from "./report";
import { type Seeded, seedPeople } from "./seedPeople";

const people = 100_000;
const rounds = 3;
/** Monday morning in Shanghai. */
const firstSlot = new Date("2026-05-11T01:00:00Z");
const dayMs = 86_400_000;

/** The morning's nudges for 100,000 people, against one INSERT … SELECT of the same rows. */
export async function oweNudges() {
  for (const engine of ["mariadb", "sqlite"] as const) await onEngine(engine);
}

async function onEngine(engine: Engine) {
  const bench = await createBenchDatabase(engine);
  if (!bench) return;
  try {
    const seeded = await seedPeople(bench.db, { people, goalsEach: 1, status: "active", now: firstSlot });
    await compare(engine, bench);
    await interrupt(engine, bench, seeded);
  } finally {
    await bench.remove();
  }
}

async function compare(engine: Engine, bench: BenchDatabase) {
  const ratios: number[] = [];
  const growths: number[] = [];
  let statements = 0;
  for (let round = 0; round < rounds; round++) {
    // A day of its own for each round: the slots, and the keys made of them, must be new.
    const slot = new Date(firstSlot.getTime() + round * dayMs);
    const byHand = await timed(() => bench.db.transaction((db) => db.query(handWritten, handValues(slot))));
    await empty(bench);
    const memory = watchMemory();
    bench.statements.count = 0;
    const ours = await timed(() => runOnce(appAt(bench, slot), nudgeDaily, slot));
    statements = bench.statements.count;
    growths.push(memory.stop());
    const [{ total }] = await bench.db.read.query("SELECT COUNT(*) AS total FROM notices");
    if (Number(total) !== people) throw new Error(`owed ${total} of ${people}`);
    await empty(bench);
    ratios.push(ours / byHand);
    report(`owe on ${engine}, round ${round + 1}: product / by hand`, `${ours.toFixed(0)} / ${byHand.toFixed(0)} ms`);
  }
  const ratio = median(ratios);
  report(`owe on ${engine}: times the hand-written statement`, ratio.toFixed(2), { text: "<= 3", holds: ratio <= 3 });
  const growth = Math.max(...growths);
  report(`owe on ${engine}: memory growth`, `${growth.toFixed(0)} MB`, { text: "< 100 MB", holds: growth < 100 });
  report(`owe on ${engine}: statements for ${people} people`, String(statements), {
    text: "by batches of 1,000, not by rows",
    holds: statements < people / 50,
  });
}

/** People report while the nudges are being owed. */
async function interrupt(engine: Engine, bench: BenchDatabase, { people: staff }: Seeded) {
  const slot = new Date(firstSlot.getTime() + rounds * dayMs);
  const app = appAt(bench, slot);
  const bot = new Bot(app);
  const owing = { isDone: false };
  const owed = runOnce(app, nudgeDaily, slot).finally(() => {
    owing.isDone = true;
  });
  const waits: number[] = [];
  for (let index = 0; !owing.isDone; index++) {
    waits.push(
      await timed(() =>
        bot.receive({
          channel: "wecom",
          userId: staff[index]!.wecomUserId,
          key: `middle${index}`,
          at: slot,
          text: "进度 +100",
        }),
      ),
    );
    await sleep(5);
  }
  await owed;
  const longest = Math.max(...waits);
  report(`owe on ${engine}: longest of ${waits.length} callbacks in the middle`, `${longest.toFixed(0)} ms`, {
    text: "< 1,000 ms",
    holds: longest < 1000,
  });
}

const appAt = ({ db }: BenchDatabase, slot: Date): App => benchApp(db, { now: () => slot });
const empty = ({ db }: BenchDatabase) => db.transaction((tx) => tx.query("DELETE FROM notices"));

async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

/** Resident memory above what it is now, in MB, at its highest. */
function watchMemory() {
  const before = process.memoryUsage.rss();
  let highest = before;
  const look = () => {
    highest = Math.max(highest, process.memoryUsage.rss());
  };
  const timer = setInterval(look, 10);
  return {
    stop() {
      clearInterval(timer);
      look();
      return (highest - before) / 1024 / 1024;
    },
  };
}

const text = (instant: Date) => instant.toISOString().replace("T", " ").replace("Z", "");

const handWritten = `INSERT INTO notices (id, dedupeKey, employeeId, departmentId, template, kind, subjectId, data, asOf, day,
    nextAt, expiresAt, state, leaseNo, attempts, createdAt)
  SELECT concat('H', ?, e.id), concat('hand:', ?, e.id), e.id, NULL, 'nudge', 'system', NULL, '{}', ?, ?, ?, ?, 'owed', 0, 0, ?
    FROM employees e
   WHERE e.status = 'active' AND e.shift IN ('') AND COALESCE(e.nudgeTime, '09:00') = '09:00'
     AND NOT EXISTS (SELECT 1 FROM leaves l WHERE l.employeeId = e.id AND l.startsOn <= ? AND l.endsOn >= ?)
     AND EXISTS (SELECT 1 FROM objectives o JOIN cycles c ON c.id = o.cycleId JOIN key_results k ON k.objectiveId = o.id
       WHERE o.ownerId = e.id AND o.status = 'active' AND c.startsOn <= ? AND c.endsOn >= ?)`;

function handValues(slot: Date): string[] {
  const day = slot.toISOString().slice(0, 10);
  const at = text(slot);
  const short = day.slice(5, 10).replace("-", "");
  return [short, `${day}:`, at, day, at, text(new Date(slot.getTime() + dayMs)), at, day, day, day, day];
}
