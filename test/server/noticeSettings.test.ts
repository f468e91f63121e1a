import { type Employee, Event, Notice } from "../../entities";
import { alertLagging } from "../../jobs/alertLagging";
import { deliverNotices } from "../../jobs/deliverNotices";
import type { Job } from "../../jobs/Job";
import { nudgeDaily } from "../../jobs/nudgeDaily";
import { remindEvening } from "../../jobs/remindEvening";
import { runOnce } from "../../jobs/runOnce";
import { describeEngines } from "../engines";
import { buildCycle, buildEmployee, buildGoal } from "../factories";
import { openWorld, type World } from "../world";
import { ask, type Http, serveApi, tokenFor } from "./serveApi";

/** Shanghai wall clock of Monday 2026-05-11. */
const at = (time: string) => new Date(`2026-05-11T${time}:00+08:00`);

describeEngines("Notice settings", (engine) => {
  let world: World;
  let http: Http;
  let person: Employee;
  let token: string;

  beforeEach(async () => {
    world = await openWorld(engine);
    http = serveApi(world);
    await use();
  });
  afterEach(() => world.close());

  async function use(overrides: Partial<Employee> = {}) {
    person = await buildEmployee(world, overrides);
    await buildGoal(world, { ownerId: person.id });
    token = await tokenFor(world, person);
  }
  const change = (body: object) => ask(http, "PATCH /me/settings", token).send(body);
  const run = async (job: Job, time: string) => {
    world.clock.set(at(time));
    await runOnce(world.app, job, at(time));
    return (await world.db.read.findBy(Notice, { employeeId: person.id })).map(({ template }) => template).sort();
  };
  const deliver = async (time: string) => {
    world.clock.set(at(time));
    await deliverNotices(world.app);
    return world.sent.filter(({ person: to }) => to?.id === person.id).map(({ notice }) => notice.template);
  };

  it("says what is set and what may be chosen: no quiet hour, and nothing the schedule has no slot for", async () => {
    const { body } = await ask(http, "GET /me/settings", token);
    expect(body).toEqual({
      morning: { isOn: true, time: "09:00" },
      evening: { isOn: true, time: "17:30" },
      alerts: { isOn: true },
      times: {
        morning: ["08:30", "09:00", "09:30", "10:00", "10:30", "11:00", "11:30"],
        evening: ["16:00", "16:30", "17:00", "17:30", "18:00", "18:30", "19:00", "19:30", "20:00", "20:30"],
      },
    });
    await use({ shift: "07:00-15:00", nudgeTime: "10:15" });
    const early = (await ask(http, "GET /me/settings", token)).body;
    expect(early.morning.time).toBe("10:00");
    expect(early.times.morning[0]).toBe("07:00");
    expect(early.times.evening).toEqual(["16:00", "16:30", "17:00", "17:30"]);
    await use({ shift: "14:00-22:00" });
    expect((await ask(http, "GET /me/settings", token)).body.times.evening).toContain("21:00");
  });

  it("delivers at every time it offers, on the day itself", async () => {
    await use({ shift: "12:00-22:00" });
    const { times } = (await ask(http, "GET /me/settings", token)).body;
    for (const [part, job] of [
      ["morning", nudgeDaily],
      ["evening", remindEvening],
    ] as const)
      for (const time of times[part] as string[]) {
        if (time === "09:00") continue;
        await world.db.transaction((db) => db.query("DELETE FROM notices"));
        world.sent.length = 0;
        expect((await change({ [part]: { isOn: true, time } })).status).toBe(200);
        expect(await run(job, time)).toHaveLength(1);
        expect(await deliver(time.replace(/:00$/, ":13").replace(/:30$/, ":43"))).toHaveLength(1);
      }
  });

  it("moves the reminders, leaves alone what is not named, and writes it down once", async () => {
    const body = { morning: { isOn: true, time: "10:30" } };
    expect((await change(body)).body.morning).toEqual({ isOn: true, time: "10:30" });
    const again = await change(body);
    expect(again.body).toMatchObject({ morning: { time: "10:30" }, evening: { isOn: true, time: "17:30" } });
    expect((await change({ evening: { isOn: true, time: "19:00" } })).body.morning.time).toBe("10:30");
    expect(await world.db.read.countBy(Event, { name: "person.noticesChanged", subjectId: person.id })).toBe(2);
    expect(await run(nudgeDaily, "09:00")).toEqual([]);
    expect(await run(nudgeDaily, "10:30")).toEqual(["nudge"]);
    expect(await run(remindEvening, "17:30")).toEqual(["nudge"]);
    expect(await run(remindEvening, "19:00")).toEqual(["eveningReminder", "nudge"]);
  });

  it.each([
    [{ morning: { isOn: true, time: "06:30" } }],
    [{ morning: { isOn: true, time: "09:15" } }],
    [{ evening: { isOn: true, time: "21:00" } }],
    [{ evening: { isOn: true, time: "9:00" } }],
    [{ evening: { isOn: true } }],
    [{ approvals: { isOn: false } }],
  ])("refuses %j", async (body) => {
    const answer = await change(body);
    expect([answer.status, answer.type]).toEqual([422, "application/problem+json"]);
  });

  it("owes a muted person no reminder, and no other person less", async () => {
    await change({ morning: { isOn: false, time: "09:00" }, evening: { isOn: false, time: "17:30" } });
    const other = await buildEmployee(world);
    await buildGoal(world, { ownerId: other.id });
    expect(await run(nudgeDaily, "09:00")).toEqual([]);
    expect(await run(remindEvening, "17:30")).toEqual([]);
    expect(await world.db.read.countBy(Notice, { employeeId: other.id })).toBe(2);
  });

  it("sends nothing more of what was owed before it was muted", async () => {
    await run(nudgeDaily, "09:00");
    await change({ morning: { isOn: false, time: "09:00" } });
    expect(await deliver("09:30")).toEqual([]);
    expect((await world.db.read.findOneByOrFail(Notice, { employeeId: person.id })).state).toBe("expired");
  });

  it("mutes alerts of one's own goals, recovery included, and not those of others'", async () => {
    const cycle = await buildCycle(world);
    const behind = { cycleId: cycle.id, approvedAt: new Date("2026-05-01T00:00:00Z") };
    const mine = await buildGoal(world, {
      ...behind,
      ownerId: person.id,
      keyResults: [{ current: 1, reportedOn: "2026-05-11" }],
    });
    const member = await buildEmployee(world, { managerId: person.id });
    const theirs = await buildGoal(world, {
      ...behind,
      ownerId: member.id,
      keyResults: [{ current: 1, reportedOn: "2026-05-11" }],
    });
    await world.db.transaction(async (db) => {
      for (const [index, id] of [mine.keyResults[0]!.id, theirs.keyResults[0]!.id].entries()) {
        await db.query("INSERT INTO key_result_days (keyResultId, day, value) VALUES (?, '2026-05-10', 1)", [id]);
        if (index === 1)
          await db.query(
            "INSERT INTO alignments (id, objectiveId, parentObjectiveId, share) VALUES ('a', ?, ?, 10000)",
            [theirs.id, mine.id],
          );
      }
    });
    await run(alertLagging, "10:07");
    const own = () => world.sent.filter(({ notice }) => notice.subjectId === mine.keyResults[0]!.id);
    expect(await world.db.read.countBy(Notice, { template: "lagAlert", employeeId: person.id })).toBe(3);
    // Owed before it was muted: not sent any more.
    await change({ alerts: { isOn: false } });
    expect(await deliver("10:30")).toEqual(["lagAlert"]);
    expect(own()).toEqual([]);
    await world.db.transaction((db) => db.query("DELETE FROM notices"));
    await world.db.transaction((db) => db.query("DELETE FROM alerts"));
    await run(alertLagging, "16:07");
    const owed = await world.db.read.findBy(Notice, { template: "lagAlert" });
    expect(owed.map(({ employeeId, subjectId }) => [employeeId, subjectId]).sort()).toEqual(
      [
        [person.id, theirs.keyResults[0]!.id],
        [member.id, theirs.keyResults[0]!.id],
      ].sort(),
    );
  });
});
