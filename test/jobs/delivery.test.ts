import { setTimeout as sleep } from "node:timers/promises";
import fc from "fast-check";
import type { Outcome } from "../../domain/context";
import { CardCode, Notice, type NoticeKind, Send, Setting } from "../../entities";
import { alertLagging } from "../../jobs/alertLagging";
import { deliverNotices } from "../../jobs/deliverNotices";
import { dueSlots } from "../../jobs/dueSlots";
import { leaseNotices } from "../../jobs/leaseNotices";
import { settleNotices } from "../../jobs/settleNotices";
import { describeEngines } from "../engines";
import { buildDepartment, buildEmployee, buildGoal } from "../factories";
import { openWorld, type World } from "../world";

const at = (text: string) => new Date(`${text}:00+08:00`);

describeEngines("Delivery", (engine) => {
  let world: World;
  let count = 0;
  beforeEach(async () => {
    world = await openWorld(engine);
  });
  afterEach(() => world.close());

  const owe = (employeeId: string | null, kind: NoticeKind = "reply", overrides: Partial<Notice> = {}) =>
    world.db.transaction((db) =>
      db.save(
        Object.assign(new Notice(), {
          id: `n${String(++count).padStart(6, "0")}`,
          dedupeKey: `k${count}`,
          employeeId,
          departmentId: null,
          template: "message",
          kind,
          subjectId: null,
          data: { message: { kind: "text", text: "x" } },
          asOf: world.clock.now(),
          day: "2026-05-11",
          nextAt: world.clock.now(),
          expiresAt: new Date(world.clock.now().getTime() + 86_400_000),
          state: "owed",
          leaseNo: 0,
          attempts: 0,
          lastError: null,
          messageId: null,
          createdAt: world.clock.now(),
          sentAt: null,
          ...overrides,
        }),
      ),
    );
  const answerWith = (outcome: Outcome) => {
    world.app.channel.deliver = async (delivery) => {
      world.sent.push(delivery);
      return outcome;
    };
  };
  const stored = (id: string) => world.db.read.findOneByOrFail(Notice, { id });

  it("sends what is due once, and keeps the card's code", async () => {
    const person = await buildEmployee(world);
    const { id } = await owe(person.id, "approval", { subjectId: "goal" });
    answerWith({ kind: "sent", messageId: "m", responseCode: "rc" });
    expect(await deliverNotices(world.app, { workers: 3 })).toMatchObject({ sent: 1 });
    expect(await deliverNotices(world.app)).toMatchObject({ sent: 0 });
    expect(await stored(id)).toMatchObject({ state: "sent", nextAt: null, messageId: "m" });
    expect(await world.db.read.findOneBy(CardCode, { code: "rc" })).toMatchObject({
      subjectId: "goal",
      origin: "sent",
    });
  });

  it.each([
    ["reply", "2026-05-11T23:00", "2026-05-11T23:00"],
    ["approval", "2026-05-11T23:00", "2026-05-12T08:31"],
    ["system", "2026-05-09T21:30", "2026-05-11T08:31"],
    ["recognition", "2026-05-01T12:00", "2026-05-06T08:31"],
  ] as const)("holds a %s of %s until %s", async (kind, now, until) => {
    const person = await buildEmployee(world);
    world.clock.set(at(now));
    const { id } = await owe(person.id, kind, { expiresAt: at("2026-06-01T00:00") });
    await deliverNotices(world.app);
    const { state, nextAt } = await stored(id);
    if (now === until) expect(state).toBe("sent");
    else expect(Math.floor(nextAt!.getTime() / 60_000)).toBe(at(until).getTime() / 60_000);
  });

  it("sends approvals first when quiet hours end, then recognitions, then the rest", async () => {
    const person = await buildEmployee(world);
    world.clock.set(at("2026-05-11T23:00"));
    for (const kind of ["system", "recognition", "approval"] as const) await owe(person.id, kind);
    await deliverNotices(world.app);
    world.clock.set(at("2026-05-12T08:32"));
    await deliverNotices(world.app);
    expect(world.sent.map(({ notice }) => notice.kind)).toEqual(["approval", "recognition", "system"]);
  });

  it("spreads over minutes what quiet hours have held, and pushes nothing at the half hour itself", async () => {
    world.clock.set(at("2026-05-11T23:00"));
    const team = await buildDepartment(world);
    for (const spreadMinute of [1, 5, 12]) await owe((await buildEmployee(world, { spreadMinute })).id, "approval");
    const { id } = await owe(null, "recognition", { departmentId: team.id });
    await deliverNotices(world.app);
    const held = await world.db.read.find(Notice, { where: { kind: "approval" }, order: { id: "ASC" } });
    expect(held.map(({ nextAt }) => nextAt)).toEqual(
      ["08:31", "08:35", "08:42"].map((time) => at(`2026-05-12T${time}`)),
    );
    const { nextAt } = await stored(id);
    expect(nextAt! >= at("2026-05-12T08:31") && nextAt! < at("2026-05-12T08:43")).toBe(true);
  });

  it("looks for what is off track off the full and half hour", () => {
    const slots = dueSlots(alertLagging.cron, "Asia/Shanghai", at("2026-05-11T00:00"), at("2026-05-12T00:00"));
    expect(slots).toEqual([at("2026-05-11T10:07"), at("2026-05-11T16:07")]);
  });

  it("keeps what a long holiday holds back, except what is of use on its own day only", async () => {
    const person = await buildEmployee(world);
    world.clock.set(at("2026-06-18T21:05"));
    const notices = [
      ["approval", "goalSubmitted"],
      ["recognition", "badgeEarned"],
      ["system", "lagRecovered"],
      ["system", "peopleSyncRefused"],
      ["system", "lagAlert"],
      ["system", "nudge"],
      ["system", "eveningReminder"],
    ] as const;
    const expiresAt = at("2026-06-19T21:05");
    for (const [kind, template] of notices) await owe(person.id, kind, { template, expiresAt });
    await deliverNotices(world.app);
    // Friday to Sunday are the Dragon Boat holiday.
    world.clock.set(at("2026-06-22T09:00"));
    await deliverNotices(world.app);
    const expired = await world.db.read.find(Notice, { where: { state: "expired" }, order: { id: "ASC" } });
    expect(world.sent.map(({ notice }) => notice.template)).toEqual(
      notices.slice(0, 4).map(([, template]) => template),
    );
    expect(expired.map(({ template }) => template)).toEqual(notices.slice(4).map(([, template]) => template));
    expect(world.sent.every(({ notice }) => notice.expiresAt >= at("2026-06-23T08:30"))).toBe(true);
  });

  it("speaks to a night worker around the night shift", async () => {
    const person = await buildEmployee(world, { shift: "22:00-06:00 休周三周四" });
    world.clock.set(at("2026-05-11T09:30"));
    const { id } = await owe(person.id, "system");
    await deliverNotices(world.app);
    expect(Math.floor((await stored(id)).nextAt!.getTime() / 60_000)).toBe(at("2026-05-11T21:31").getTime() / 60_000);
  });

  it("gives a person three system messages a day, and the rest to the digest", async () => {
    const person = await buildEmployee(world);
    for (let index = 0; index < 5; index++) await owe(person.id, "system");
    await owe(person.id, "approval");
    await deliverNotices(world.app, { batch: 2 });
    expect(await world.db.read.countBy(Notice, { state: "sent", kind: "system" })).toBe(3);
    expect(await world.db.read.countBy(Notice, { state: "digest" })).toBe(2);
    expect(await world.db.read.countBy(Notice, { state: "sent", kind: "approval" })).toBe(1);
  });

  it("lets what has expired go, and drops what is for somebody who left", async () => {
    const person = await buildEmployee(world);
    const gone = await buildEmployee(world, { status: "left", wecomUserId: null });
    const expired = await owe(person.id, "reply", { expiresAt: world.clock.now() });
    const dropped = await owe(gone.id);
    await deliverNotices(world.app);
    expect((await stored(expired.id)).state).toBe("expired");
    expect(await stored(dropped.id)).toMatchObject({ state: "failed", lastError: "person.left" });
    expect(world.sent).toEqual([]);
  });

  it("tries again after 1, 5, 30, 120 and 720 minutes, then leaves it to the operator", async () => {
    const person = await buildEmployee(world);
    const { id } = await owe(person.id, "reply", { expiresAt: at("2026-06-01T00:00") });
    answerWith({ kind: "retry", error: "wecom.timeout" });
    const waits: number[] = [];
    for (let tries = 0; tries < 6; tries++) {
      await deliverNotices(world.app);
      const { nextAt } = await stored(id);
      if (!nextAt) break;
      waits.push((nextAt.getTime() - world.clock.now().getTime()) / 60_000);
      world.clock.set(nextAt);
    }
    expect(waits).toEqual([1, 5, 30, 120, 720]);
    expect(await stored(id)).toMatchObject({ state: "failed", attempts: 6, lastError: "wecom.timeout" });
  });

  it("sends nothing while sending is frozen", async () => {
    const person = await buildEmployee(world);
    await owe(person.id);
    await world.db.transaction((db) =>
      db.insert(Setting, {
        key: "sending",
        value: { isFrozen: true, reason: "operator" } as never,
        updatedAt: world.clock.now(),
      }),
    );
    await deliverNotices(world.app);
    expect(world.sent).toEqual([]);
  });

  it("does not settle what another worker took over", async () => {
    const person = await buildEmployee(world);
    const { id } = await owe(person.id);
    const first = await leaseNotices(world.app, { batch: 10 });
    world.clock.forward(11 * 60_000);
    const second = await leaseNotices(world.app, { batch: 10 });
    expect(second.notices).toHaveLength(1);
    await settleNotices(world.app, first, [{ kind: "failed", error: "late" }]);
    expect((await stored(id)).state).toBe("owed");
    await settleNotices(world.app, second, [{ kind: "sent" }]);
    expect((await stored(id)).state).toBe("sent");
  });

  it("gives back at once what it has not begun when it is told to stop", async () => {
    const people = await Promise.all(Array.from({ length: 20 }, () => buildEmployee(world)));
    const owed = [];
    for (const { id } of people) owed.push(await owe(id));
    const stop = new AbortController();
    world.app.channel.deliver = async (delivery) => {
      world.sent.push(delivery);
      stop.abort();
      await sleep(5);
      return { kind: "sent" };
    };
    await deliverNotices(world.app, { signal: stop.signal });
    const after = await Promise.all(owed.map(({ id }) => stored(id)));
    const begun = new Set(world.sent.map(({ notice }) => notice.id));
    expect(begun.size).toBeLessThan(people.length);
    for (const { id, state, nextAt, attempts } of after)
      expect([state, nextAt, attempts]).toEqual(begun.has(id) ? ["sent", null, 1] : ["owed", world.clock.now(), 0]);
    await deliverNotices(world.app);
    expect(world.sent).toHaveLength(people.length);
  });

  it("goes on with a batch when one message cannot be carried", async () => {
    const person = await buildEmployee(world);
    await owe(person.id);
    await owe(person.id);
    let calls = 0;
    world.app.channel.deliver = async () => {
      if (calls++ === 0) throw new TypeError("a bug");
      return { kind: "sent" };
    };
    expect(await deliverNotices(world.app)).toMatchObject({ sent: 1, failed: 1 });
  });

  it("goes on with a batch when the facts of one message cannot be worked out", async () => {
    const people = [await buildEmployee(world), await buildEmployee(world), await buildEmployee(world)];
    // Nothing between start and target: the checks refuse it, a damaged row may hold it.
    for (const [index, { id: ownerId }] of people.entries())
      await buildGoal(world, { ownerId, keyResults: [index === 1 ? { start: 5, target: 5, current: 1 } : {}] });
    for (const { id } of people) await owe(id, "system", { template: "nudge" });
    expect(await deliverNotices(world.app)).toMatchObject({ sent: 2, failed: 1 });
    expect(await world.db.read.findBy(Notice, { state: "failed" })).toMatchObject([
      { employeeId: people[1]!.id, lastError: "notice.noFacts" },
    ]);
  });

  it("never exceeds 30 messages in any minute nor 1,000 in any hour, whatever comes when, with four workers", async () => {
    const person = await buildEmployee(world);
    Object.assign(world.app.channel, {
      limits: [
        { target: "person", seconds: 60, max: 30 },
        { target: "person", seconds: 3600, max: 100 },
      ],
    });
    const sentAt: number[] = [];
    world.app.channel.deliver = async () => {
      sentAt.push(world.clock.now().getTime());
      await sleep(1);
      return { kind: "sent" };
    };
    const plan = fc.sample(
      fc.record({ count: fc.integer({ min: 0, max: 40 }), wait: fc.integer({ min: 1, max: 50 }) }),
      { numRuns: 12, seed: 42 },
    );
    for (const { count: more, wait } of plan) {
      for (let index = 0; index < more; index++) await owe(person.id, "reply", { expiresAt: at("2026-06-01T00:00") });
      await deliverNotices(world.app, { workers: 4, batch: 7 });
      world.clock.forward(wait * 1000);
    }
    const within = (seconds: number) =>
      Math.max(...sentAt.map((start) => sentAt.filter((one) => one >= start && one < start + seconds * 1000).length));
    expect(within(60)).toBeLessThanOrEqual(30);
    expect(within(3600)).toBeLessThanOrEqual(100);
    expect(within(60)).toBe(30);
    for (let hour = 0; hour < 14; hour++) {
      world.clock.forward(1_900_000);
      await deliverNotices(world.app, { workers: 4 });
    }
    expect(await world.db.read.countBy(Notice, { state: "owed" })).toBe(0);
    const [{ total }] = await world.db.read.query(
      "SELECT CAST(SUM(count) AS SIGNED) AS total FROM sends WHERE target LIKE 'person:%'",
    );
    expect(total).toBe(sentAt.length);
    expect(await world.db.read.count(Send)).toBeGreaterThan(0);
  });

  it.each([0, 700, 3000, 7900])(
    "never exceeds 30 messages in any minute to a person though WeCom now answers at once and now takes %i ms",
    async (took) => {
      const person = await buildEmployee(world);
      Object.assign(world.app.channel, { limits: [{ target: "person", seconds: 60, max: 30 }] });
      const sentAt: number[] = [];
      world.app.channel.deliver = async () => {
        // Slow at first, then fast: what was leased together goes out late and close to what is leased next.
        world.clock.forward(sentAt.length % 60 === 0 ? took : 0);
        sentAt.push(world.clock.now().getTime());
        return { kind: "sent" };
      };
      for (let index = 0; index < 100; index++) await owe(person.id, "reply", { expiresAt: at("2026-06-01T00:00") });
      for (let second = 0; sentAt.length < 100 && second < 4000; second++) {
        await deliverNotices(world.app, { workers: 1 });
        world.clock.forward(1000);
      }
      expect(sentAt).toHaveLength(100);
      for (const start of sentAt)
        expect(sentAt.filter((one) => one >= start && one < start + 60_000).length).toBeLessThanOrEqual(30);
    },
  );

  it("counts all teams that the robot tells against the robot's limit, and a team with a group by itself", async () => {
    Object.assign(world.app.channel, {
      limits: [
        { target: "team", seconds: 60, max: 2 },
        { target: "webhook", seconds: 60, max: 3 },
      ],
    });
    const robot = [await buildDepartment(world), await buildDepartment(world)];
    const own = await buildDepartment(world, { chatId: "chat1" });
    for (const team of [...robot, ...robot, own, own, own]) await owe(null, "recognition", { departmentId: team.id });
    await deliverNotices(world.app);
    const told = world.sent.map(({ team }) => (team?.chatId ? "group" : "robot")).sort();
    expect(told).toEqual(["group", "group", "robot", "robot", "robot"]);
  });
});
