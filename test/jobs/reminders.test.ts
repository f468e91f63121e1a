import { composeNotice } from "../../bot/composeNotice";
import { CalendarDay, JobRun, Leave, Notice } from "../../entities";
import { Database } from "../../entities/database";
import { advance, jobs, tick } from "../../jobs";
import { deliverNotices } from "../../jobs/deliverNotices";
import { dueSlots } from "../../jobs/dueSlots";
import { nudgeDaily } from "../../jobs/nudgeDaily";
import { remindEvening } from "../../jobs/remindEvening";
import { runOnce } from "../../jobs/runOnce";
import { describeEngines } from "../engines";
import { buildEmployee, buildGoal } from "../factories";
import { openWorld, type World } from "../world";

const zone = "Asia/Shanghai";
/** Shanghai wall clock. */
const at = (text: string) => new Date(`${text}:00+08:00`);

describe("Slots of a schedule", () => {
  it("finds month ends, nothing twice at the edges, and every quarter of an hour of a month", () => {
    const slots = dueSlots("0 18 L * *", zone, at("2026-01-01T00:00"), at("2026-04-30T18:00"));
    expect(slots).toEqual(["01-31", "02-28", "03-31", "04-30"].map((day) => at(`2026-${day}T18:00`)));
    expect(dueSlots("0 18 L * *", zone, at("2026-04-30T18:00"), at("2026-05-01T00:00"))).toEqual([]);
    expect(dueSlots(nudgeDaily.cron, zone, at("2026-04-30T23:59"), at("2026-05-31T23:59"))).toHaveLength(31 * 96);
    expect(() => dueSlots(" ", zone, new Date(), new Date())).toThrow(RangeError);
  });
});

describeEngines("Reminders", (engine) => {
  let world: World;
  beforeEach(async () => {
    world = await openWorld(engine);
  });
  afterEach(() => world.close());

  const goalOwner = async (overrides: Parameters<typeof buildEmployee>[1] = {}) => {
    const owner = await buildEmployee(world, overrides);
    await buildGoal(world, { ownerId: owner.id });
    return owner;
  };
  const nudge = async (slot: string) => {
    world.clock.set(at(slot));
    await runOnce(world.app, nudgeDaily, at(slot));
    return world.db.read.find(Notice, { where: { template: "nudge" }, order: { nextAt: "ASC" } });
  };

  it("nudges those with running goals on their working day, spread over the minutes after the slot", async () => {
    const early = await goalOwner({ spreadMinute: 1 });
    const late = await goalOwner({ spreadMinute: 12 });
    await buildEmployee(world);
    const notices = await nudge("2026-05-11T09:00");
    expect(notices.map(({ employeeId, nextAt }) => [employeeId, nextAt])).toEqual([
      [early.id, at("2026-05-11T09:01")],
      [late.id, at("2026-05-11T09:12")],
    ]);
    expect(await nudge("2026-05-11T09:00")).toHaveLength(2);
  });

  it.each([
    ["a Sunday", "2026-05-10T09:00", {}, 0],
    ["a Saturday made a work day by the holiday calendar", "2026-05-09T09:00", {}, 1],
    ["a holiday", "2026-05-01T09:00", {}, 0],
    ["a holiday of somebody with a shift of their own", "2026-05-01T09:00", { shift: "09:00-18:00 休周日" }, 1],
    ["the weekday off of a shift", "2026-05-13T09:00", { shift: "22:00-06:00 休周三周四" }, 0],
    ["another time than the person's", "2026-05-11T09:00", { nudgeTime: "10:30" }, 0],
    ["the person's time", "2026-05-11T10:30", { nudgeTime: "10:30" }, 1],
  ])("on %s", async (_, slot, person, count) => {
    await goalOwner(person);
    expect(await nudge(slot)).toHaveLength(count);
  });

  it("leaves people on leave alone, and follows the operator's word on a day", async () => {
    const owner = await goalOwner();
    await world.db.transaction((db) =>
      db.insert(Leave, { id: "l", employeeId: owner.id, startsOn: "2026-05-11", endsOn: "2026-05-12" }),
    );
    await world.db.transaction((db) => db.insert(CalendarDay, { day: "2026-05-13", kind: "rest" }));
    expect(await nudge("2026-05-12T09:00")).toHaveLength(0);
    expect(await nudge("2026-05-13T09:00")).toHaveLength(0);
    expect(await nudge("2026-05-14T09:00")).toHaveLength(1);
  });

  it("says yesterday's result, today's need and how to report", async () => {
    const owner = await buildEmployee(world, { name: "张三" });
    const goal = await buildGoal(world, { ownerId: owner.id });
    const id = goal.keyResults[0]?.id;
    await world.db.transaction(async (db) => {
      await db.query(
        "INSERT INTO key_result_days (keyResultId, day, value) VALUES (?, '2026-05-07', 100000000), (?, '2026-05-10', 150000000)",
        [id, id],
      );
      await db.query("UPDATE key_results SET current = 150000000, reportedOn = '2026-05-10' WHERE id = ?", [id]);
    });
    await nudge("2026-05-11T09:00");
    world.clock.set(at("2026-05-11T09:13"));
    await deliverNotices(world.app);
    const words = JSON.stringify(composeNotice(world.sent[0]!, "http://x"));
    // 85,000 are left for 15 working days from Monday 11 to Friday 29 May: rounded up, so that doing it is enough.
    expect(words).toContain("5,667 元");
    expect(words).toContain('"昨天","value":"5,000 元"');
  });

  it("reminds in the evening only those who owe a report", async () => {
    const owes = await goalOwner();
    const reported = await buildEmployee(world);
    await buildGoal(world, { ownerId: reported.id, keyResults: [{ current: 1, reportedOn: "2026-05-11" }] });
    const reached = await buildEmployee(world);
    await buildGoal(world, { ownerId: reached.id, keyResults: [{ reachedAt: at("2026-05-08T10:00") }] });
    world.clock.set(at("2026-05-11T17:30"));
    await runOnce(world.app, remindEvening, at("2026-05-11T17:30"));
    const notices = await world.db.read.findBy(Notice, { template: "eveningReminder" });
    expect(notices.map(({ employeeId }) => employeeId)).toEqual([owes.id]);
  });

  it("goes on from where a killed run stopped, once its claim has expired", async () => {
    const people = [await goalOwner(), await goalOwner(), await goalOwner()].map(({ id }) => id).sort();
    const slot = at("2026-05-11T09:00");
    world.clock.set(slot);
    await world.db.transaction((db) =>
      db.insert(JobRun, {
        id: "r",
        job: "nudgeDaily",
        slot,
        state: "running",
        cursor: people[0],
        leaseUntil: at("2026-05-11T09:05"),
        startedAt: slot,
        finishedAt: null,
        error: null,
      }),
    );
    expect(await runOnce(world.app, nudgeDaily, slot)).toBe(false);
    world.clock.set(at("2026-05-11T09:06"));
    expect(await runOnce(world.app, nudgeDaily, slot)).toBe(true);
    const notices = await world.db.read.find(Notice, { order: { employeeId: "ASC" } });
    expect(notices.map(({ employeeId }) => employeeId)).toEqual(people.slice(1));
  });

  it("makes up for every slot missed, as each is for other people, but not for stale ones", async () => {
    const early = await goalOwner({ nudgeTime: "08:30" });
    const usual = await goalOwner();
    world.clock.set(at("2026-05-11T06:00"));
    await tick(world.app, [nudgeDaily], at("2026-05-11T05:59"));
    world.clock.set(at("2026-05-11T09:20"));
    expect(new Set(await tick(world.app, [nudgeDaily], at("2026-05-11T05:59")))).toEqual(new Set(["nudgeDaily"]));
    const runs = await world.db.read.find(JobRun, { order: { slot: "ASC" } });
    const minutes = [30, 45, 60, 75, 90, 105, 120, 135];
    expect(runs.map(({ slot }) => slot)).toEqual([
      at("2026-05-11T06:00"),
      ...minutes.map((minute) => new Date(at("2026-05-11T07:00").getTime() + minute * 60_000)),
    ]);
    const nudged = await world.db.read.findBy(Notice, { template: "nudge" });
    expect(nudged.map(({ employeeId }) => employeeId).sort()).toEqual([early.id, usual.id].sort());
  });

  it("makes up for a slot that was passed over while later ones ran", async () => {
    const usual = await goalOwner();
    world.clock.set(at("2026-05-11T08:45"));
    await tick(world.app, [nudgeDaily], at("2026-05-11T08:44"));
    world.clock.set(at("2026-05-11T09:15"));
    await runOnce(world.app, nudgeDaily, at("2026-05-11T09:15"));
    expect(await tick(world.app, [nudgeDaily], at("2026-05-11T09:14"))).toEqual(["nudgeDaily"]);
    expect(await world.db.read.findBy(Notice, { template: "nudge" })).toMatchObject([{ employeeId: usual.id }]);
    expect(await tick(world.app, [nudgeDaily], at("2026-05-11T09:14"))).toEqual([]);
  });

  it("plays through a day when the clock is moved: nudge in the morning, reminder in the evening", async () => {
    await goalOwner();
    world.clock.set(at("2026-05-11T08:00"));
    const ran = await advance(
      world.app,
      jobs.filter(({ name }) => name !== "syncContacts"),
      at("2026-05-11T18:00"),
      (now) => world.clock.set(now),
    );
    expect(ran).toEqual(expect.arrayContaining(["nudgeDaily", "remindEvening", "alertLagging"]));
    expect(world.sent.map(({ notice }) => notice.template)).toEqual(
      expect.arrayContaining(["nudge", "eveningReminder"]),
    );
  });

  if (engine === "mariadb")
    it("owes each nudge once though three processes run the day", async () => {
      const owners = await Promise.all(Array.from({ length: 25 }, () => goalOwner()));
      const url = (world.db.read.connection.options as { url: string }).url.replace("mariadb:", "mysql:");
      const others = await Promise.all([Database.open(url), Database.open(url)]);
      const apps = [world.app, ...others.map((db) => ({ ...world.app, db }))];
      for (let minute = 0; minute < 12 * 60; minute += 5) {
        world.clock.set(at("2026-05-11T08:00").getTime() + minute * 60_000);
        await Promise.all(apps.map((app) => tick(app, [nudgeDaily, remindEvening], at("2026-05-11T07:59"))));
      }
      const counts = await world.db.read.query(
        "SELECT template, COUNT(*) AS n, COUNT(DISTINCT employeeId) AS people FROM notices GROUP BY template ORDER BY template",
      );
      expect(counts).toEqual([
        { template: "eveningReminder", n: owners.length, people: owners.length },
        { template: "nudge", n: owners.length, people: owners.length },
      ]);
      await Promise.all(others.map((db) => db.close()));
    });
});
