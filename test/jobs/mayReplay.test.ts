import { composeNotice } from "../../bot/composeNotice";
import { formatAmount } from "../../domain/goals/formatAmount";
import { importMetricValues } from "../../domain/metrics/importMetricValues";
import { transact } from "../../domain/transact";
import { Alignment, type Employee, Metric, Notice } from "../../entities";
import { advance, jobs } from "../../jobs";
import { describeEngines } from "../engines";
import { buildCycle, buildEmployee, buildGoal } from "../factories";
import { hasShared, readShared } from "../shared";
import { openWorld, type World } from "../world";

const at = (day: string, time: string) => new Date(`${day}T${time}:00+08:00`);
const days = Array.from({ length: 31 }, (_, index) => `2011-05-${String(index + 1).padStart(2, "0")}`);
const isSunday = (day: string) => new Date(`${day}T12:00:00Z`).getUTCDay() === 0;

/** A column of the shop's days in hundredths, as whole numbers: this test's own exact arithmetic. */
function readColumn(name: string): number[] {
  const [head = "", ...lines] = readShared("data/online-retail-ii/daily.csv").trim().split("\n");
  const column = head.split(",").indexOf(name);
  const values = new Map(lines.map((line) => [line.split(",")[0], line.split(",")[column] ?? "0"]));
  return days.map((day) => Math.round(Number(values.get(day)) * 100));
}

interface Expected {
  nudges: { day: string; today: string }[];
  alerts: string[];
  recoveries: string[];
  /** The morning the badge comes. */
  badge: string | undefined;
}

/** What has to happen to a key result 0 → target (hundredths), worked out from the file alone. */
function expectedOf(values: readonly number[], target: number): Expected {
  const expected: Expected = { nudges: [], alerts: [], recoveries: [], badge: undefined };
  let sum = 0;
  let isOpen = false;
  for (const [index, day] of days.entries()) {
    const isReached = sum >= target;
    if (isReached) expected.badge ??= day;
    // Behind by more than a fifth: sum/target < index/31 − 1/5, multiplied out.
    const isOff = !isReached && sum * 31 * 5 < (index * 5 - 31) * target;
    if (isOff) expected.alerts.push(day);
    else if (isOpen) expected.recoveries.push(day);
    isOpen = isOff;
    const left = days.slice(index).filter((one) => !isSunday(one)).length;
    if (!isSunday(day) && !isReached)
      // Per day in ten-thousandths, the remainder going to the first.
      expected.nudges.push({ day, today: formatAmount(Math.ceil((target - sum) / 100 / left) * 10_000, "元") });
    sum += values[index]!;
  }
  return expected;
}

const block =
  hasShared || process.env.REQUIRE_ALL === "1"
    ? describeEngines
    : () =>
        describe.skip("May 2011 of a real shop: NOT RUN, the shared data is absent", () => it("runs", () => undefined));

block("May 2011 of a real shop, day by day", (engine) => {
  let world: World;
  beforeAll(async () => {
    world = await openWorld(engine);
    world.clock.set(at("2011-04-30", "20:00"));
  });
  afterAll(() => world.close());

  const plans = [
    { name: "达成", column: "gmv_gbp", share: 0.95 },
    { name: "落后", column: "gmv_gbp", share: 1.4 },
    { name: "起伏", column: "cancelled_orders", share: 1.4 },
  ];

  it("sends every nudge, alert, recovery and badge that the figures call for, and no other", async () => {
    const boss = await buildEmployee(world, { name: "总管", shift: "09:00-18:00 休周日" });
    const cycleId = (await buildCycle(world, { name: "2011年5月", startsOn: "2011-05-01", endsOn: "2011-05-31" })).id;
    const parent = await buildGoal(world, { ownerId: boss.id, cycleId, keyResults: [] });
    const people: { owner: Employee; expected: Expected; values: number[]; code: string }[] = [];
    for (const [index, { name, column, share }] of plans.entries()) {
      const owner = await buildEmployee(world, { name, shift: "09:00-18:00 休周日", spreadMinute: index + 1 });
      const values = readColumn(column);
      const target = Math.round(values.reduce((sum, value) => sum + value, 0) * share);
      const code = `metric${index}`;
      await world.db.transaction((db) =>
        db.insert(Metric, {
          id: code,
          code,
          name: column,
          unit: "元",
          direction: "higher",
          accumulation: "sum",
          accrues: "every-day",
        }),
      );
      const keyResult = { title: column, metricId: code, target: target * 100, unit: "元" };
      const goal = await buildGoal(world, {
        ownerId: owner.id,
        cycleId,
        keyResults: [keyResult],
        approvedAt: at("2011-05-01", "08:00"),
      });
      await world.db.transaction((db) =>
        db.insert(Alignment, {
          id: code,
          objectiveId: goal.id,
          parentObjectiveId: parent.id,
          parentKeyResultId: null,
          share: 3333,
        }),
      );
      people.push({ owner, expected: expectedOf(values, target), values, code });
    }

    const clockJobs = jobs.filter(({ name }) => name !== "syncContacts" && name !== "purge");
    for (const [index, day] of days.entries()) {
      world.clock.set(at(day, "08:40"));
      if (index > 0)
        for (const { owner, values, code } of people)
          await transact(world.app, null, (work) =>
            importMetricValues(work, {
              metricCode: code,
              subjectKind: "employee",
              subjectId: owner.id,
              source: "daily.csv",
              rows: [{ row: 2, day: days[index - 1]!, value: (values[index - 1]! / 100).toFixed(2) }],
            }),
          );
      await advance(world.app, clockJobs, at(day, "20:00"), (now) => world.clock.set(now));
    }

    const notices = await world.db.read.find(Notice, { order: { day: "ASC" } });
    const daysOf = (template: string, employeeId: string, subject?: string) =>
      notices
        .filter(
          (one) =>
            one.template === template && one.employeeId === employeeId && (!subject || one.subjectId === subject),
        )
        .map((one) => one.day);
    for (const { owner, expected } of people) {
      expect([owner.name, daysOf("lagAlert", owner.id)]).toEqual([owner.name, expected.alerts]);
      expect([owner.name, daysOf("lagRecovered", owner.id)]).toEqual([owner.name, expected.recoveries]);
      expect([owner.name, daysOf("badgeEarned", owner.id)]).toEqual([
        owner.name,
        expected.badge ? [expected.badge] : [],
      ]);
      const nudges = world.sent.filter(({ notice }) => notice.template === "nudge" && notice.employeeId === owner.id);
      const said = nudges.flatMap((delivery) => {
        const message = composeNotice(delivery, "http://x");
        return message?.kind === "card" ? { day: delivery.notice.day, today: message.card.emphasis?.value } : [];
      });
      expect([owner.name, said]).toEqual([owner.name, expected.nudges]);
    }
    // The month has all of it: otherwise this proves nothing.
    expect(people[0]?.expected.badge).toBeDefined();
    expect(people[1]?.expected.alerts.length).toBeGreaterThan(1);
    expect(people[2]?.expected.recoveries.length).toBeGreaterThan(1);
    // The owner of the goal above hears of every alert once.
    const alerts = people.flatMap(({ expected }) => expected.alerts);
    expect(daysOf("lagAlert", boss.id).sort()).toEqual([...alerts].sort());
  }, 240_000);
});
