import { insertMany } from "../../domain/insertMany";
import { newId } from "../../domain/newId";
import { transact } from "../../domain/transact";
import { Employee, JobRun, Notice, Receipt } from "../../entities";
import { tick } from "../../jobs";
import type { Job } from "../../jobs/Job";
import { purge } from "../../jobs/purge";
import { runOnce } from "../../jobs/runOnce";
import { describeEngines } from "../engines";
import { buildEmployee } from "../factories";
import { openWorld, type World } from "../world";

const dayMs = 86_400_000;
const slot = new Date("2026-05-11T03:40:00+08:00");
const daysAgo = (days: number) => new Date(slot.getTime() - days * dayMs);

describeEngines("Removing what is of no use any more", (engine) => {
  let world: World;
  beforeEach(async () => {
    world = await openWorld(engine);
    world.clock.set(slot);
  });
  afterEach(() => world.close());

  const store = <Row extends object>(Entity: new () => Row, rows: Partial<Row>[]) =>
    world.db.transaction((db) => insertMany(db, Entity, rows));
  const run = (job: string, at: Date, state: JobRun["state"]): Partial<JobRun> => ({
    id: newId(at),
    job,
    slot: at,
    state,
    cursor: null,
    leaseUntil: at,
    startedAt: at,
    finishedAt: null,
    error: null,
  });

  it("removes in pages, each in a unit of work of its own, and keeps its claim meanwhile", async () => {
    const receipts = Array.from({ length: 2500 }, (_, index) => ({ key: `k${index}`, answer: null, at: daysAgo(4) }));
    await store(Receipt, [...receipts, { key: "young", answer: null, at: daysAgo(2) }]);
    world.statements.length = 0;
    expect(await runOnce(world.app, purge, slot)).toBe(true);
    expect(await world.db.read.find(Receipt)).toMatchObject([{ key: "young" }]);
    expect(world.statements.filter((sql) => /^DELETE FROM .?receipts/i.test(sql))).toHaveLength(3);
    expect(await world.db.read.findOneBy(JobRun, { job: "purge" })).toMatchObject({
      cursor: "receipts",
      state: "done",
    });
  });

  it("keeps runs for 90 days, whatever became of them", async () => {
    await store(
      JobRun,
      (["done", "failed", "running"] as const).flatMap((state, index) => [
        run("nudgeDaily", new Date(daysAgo(91).getTime() + index), state),
        run("nudgeDaily", new Date(daysAgo(89).getTime() + index), state),
      ]),
    );
    await runOnce(world.app, purge, slot);
    const kept = await world.db.read.findBy(JobRun, { job: "nudgeDaily" });
    expect(kept.map(({ slot: at }) => at >= daysAgo(90))).toEqual([true, true, true]);
    expect(await tick(world.app, [purge], daysAgo(1))).toEqual([]);
  });

  it("greets nobody a second time after a quarter", async () => {
    world.clock.set(daysAgo(100));
    const person = await buildEmployee(world);
    const enter = (key: string) =>
      world.bot.receive({
        channel: "wecom",
        userId: person.wecomUserId ?? "",
        key,
        at: world.clock.now(),
        event: "enter",
      });
    await enter("first");
    await world.db.transaction((db) => db.update(Notice, { employeeId: person.id }, { state: "sent", nextAt: null }));
    world.clock.set(slot);
    await runOnce(world.app, purge, slot);
    await enter("second");
    expect(await world.db.read.findBy(Notice, { template: "welcome" })).toMatchObject([{ createdAt: daysAgo(100) }]);
  });
});

describeEngines("A run that failed", (engine) => {
  let world: World;
  beforeEach(async () => {
    world = await openWorld(engine);
  });
  afterEach(() => world.close());

  it("is kept with the database's code, and without the person its words quote", async () => {
    const person = await buildEmployee(world, { wecomUserId: "zhangsan" });
    const job: Job = {
      name: "twice",
      cron: "0 0 * * *",
      catchUpMinutes: 60,
      run: (app) => transact(app, null, ({ db }) => insertMany(db, Employee, [{ ...person, id: newId(slot) }])),
    };
    await expect(runOnce(world.app, job, slot)).rejects.toThrow();
    const { error } = await world.db.read.findOneByOrFail(JobRun, { job: "twice" });
    expect(error).toMatch(/^QueryFailedError: (ER_DUP_ENTRY|SQLITE_CONSTRAINT_UNIQUE)$/);
  });

  it("is kept with its own words where no database spoke", async () => {
    const job: Job = {
      name: "odd",
      cron: "0 0 * * *",
      catchUpMinutes: 60,
      run: () => Promise.reject(new RangeError("odd")),
    };
    await expect(runOnce(world.app, job, slot)).rejects.toThrow("odd");
    expect(await world.db.read.findOneBy(JobRun, { job: "odd" })).toMatchObject({ error: "RangeError: odd" });
  });
});
