import { setTimeout as sleep } from "node:timers/promises";
import { LessThanOrEqual, MoreThan, Not } from "typeorm";
import { Employee, JobRun, Notice } from "../../entities";
import { describeEngine } from "../engines";
import { buildCycle, buildEmployee, buildGoal } from "../factories";
import { openWorld, type World } from "../world";
import { Product } from "./Product";
import { WecomStandIn } from "./WecomStandIn";

const at = (time: string) => new Date(`2026-05-11T${time}:00+08:00`);
const quarter = 15 * 60_000;
const people = 40;

describeEngine("mariadb", "Three processes on one database", (engine) => {
  let world: World;
  let wecom: WecomStandIn;
  let processes: Product[];

  beforeAll(async () => {
    world = await openWorld(engine);
    wecom = await WecomStandIn.start();
    const { id: cycleId } = await buildCycle(world);
    for (let index = 0; index < people; index++) {
      const nudgeTime = index % 2 === 0 ? "09:30" : null;
      const owner = await buildEmployee(world, { nudgeTime, spreadMinute: 1 + (index % 12) });
      // Level with the pace, so that nothing is alerted and the day's messages are these two.
      const current = 33_000 * 10_000;
      await buildGoal(world, { ownerId: owner.id, cycleId, keyResults: [{ current, reportedOn: "2026-05-10" }] });
    }
    const options = { databaseUrl: world.url, apiUrl: wecom.url };
    processes = await Promise.all([1, 2, 3].map(() => Product.start(at("08:00"), options)));
  }, 60_000);
  afterAll(async () => {
    for (const product of processes ?? []) await product.kill();
    await wecom?.stop();
    await world?.close();
  });

  /** Nothing is due, and nothing is under way. */
  const isQuiet = async (now: Date) =>
    (await world.db.read.countBy(Notice, [
      { state: "owed", nextAt: LessThanOrEqual(now) },
      { state: "owed", leaseNo: MoreThan(0) },
    ])) === 0;

  it("owe each nudge and each evening reminder of a day once, and send it once", async () => {
    for (let now = at("08:00"); now <= at("19:00"); now = new Date(now.getTime() + quarter)) {
      await Promise.all(processes.map((product) => product.liveAt(now)));
      const jobs = ["nudgeDaily", "remindEvening", "alertLagging"];
      await Promise.all(processes.map((product) => product.tick(jobs, at("07:59"))));
      while (!(await isQuiet(now))) await sleep(20);
    }
    const notices = await world.db.read.find(Notice);
    const owed = (template: string) => notices.filter((notice) => notice.template === template);
    for (const template of ["nudge", "eveningReminder"])
      expect(new Set(owed(template).map(({ employeeId }) => employeeId)).size).toBe(owed(template).length);
    expect([owed("nudge").length, owed("eveningReminder").length, notices.length]).toEqual([
      people,
      people,
      2 * people,
    ]);
    const users = (await world.db.read.find(Employee)).map(({ wecomUserId }) => wecomUserId ?? "");
    const twice = [...users, ...users].sort();
    expect(wecom.carried.map(({ to }) => to).sort()).toEqual(twice);
    expect(await world.db.read.countBy(JobRun, { state: Not("done") })).toBe(0);
  }, 120_000);
});
