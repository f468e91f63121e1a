import fc from "fast-check";
import { composeNotice } from "../../../bot/composeNotice";
import { addDays } from "../../../domain/calendar";
import type { Context } from "../../../domain/context";
import { approveGoal } from "../../../domain/goals/approveGoal";
import { returnGoal } from "../../../domain/goals/returnGoal";
import { submitGoal } from "../../../domain/goals/submitGoal";
import { undoApproval } from "../../../domain/goals/undoApproval";
import { endBinding } from "../../../domain/people/endBinding";
import { endDeputy } from "../../../domain/people/endDeputy";
import { findActor } from "../../../domain/people/findActor";
import { findApprovers } from "../../../domain/people/findApprover";
import { findLinesAbove } from "../../../domain/people/findLineAbove";
import { nameDeputy } from "../../../domain/people/nameDeputy";
import { transact } from "../../../domain/transact";
import { Approval, Deputy, type Employee, Event, Notice } from "../../../entities";
import { deliverNotices } from "../../../jobs/deliverNotices";
import { followDeputies } from "../../../jobs/followDeputies";
import { runOnce } from "../../../jobs/runOnce";
import { describeEngines } from "../../engines";
import { buildCycle, buildEmployee, buildGoal } from "../../factories";
import { openWorld, type World } from "../../world";

const [today, tomorrow] = ["2026-05-11", "2026-05-12"];

describeEngines("Deputies", (engine) => {
  let world: World;
  let root: Employee;
  let manager: Employee;
  let owner: Employee;
  let deputy: Employee;
  let cycleId: string;

  beforeAll(async () => {
    world = await openWorld(engine);
  });
  afterAll(() => world.close());
  beforeEach(async () => {
    await world.db.transaction(async (db) => {
      for (const table of ["deputies", "approvals", "notices", "role_grants"]) await db.query(`DELETE FROM ${table}`);
      await db.query("UPDATE employees SET status = 'left'");
    });
    world.clock.set("2026-05-11T02:00:00Z");
    world.sent.length = 0;
    cycleId = (await buildCycle(world)).id;
    root = await buildEmployee(world, { name: "总经理" });
    manager = await buildEmployee(world, { name: "陈总", managerId: root.id });
    owner = await buildEmployee(world, { name: "李雷", managerId: manager.id });
    deputy = await buildEmployee(world, { name: "周燕", managerId: manager.id });
  });

  const as = async <T>(person: Employee, act: (ctx: Context) => Promise<T>) =>
    transact(world.app, (await findActor(world.db.read, person.id))!, act);
  const name = (by: Employee, to: Employee, startsOn = today, endsOn = today) =>
    as(by, (ctx) => nameDeputy(ctx, { deputyId: to.id, startsOn, endsOn }));
  const submitted = async (by = owner) => {
    const { id } = await buildGoal(world, { ownerId: by.id, cycleId, status: "draft" });
    await as(by, (ctx) => submitGoal(ctx, id));
    return id;
  };
  const approvalOf = (objectiveId: string) =>
    world.db.read.findOneOrFail(Approval, { where: { objectiveId }, order: { requestedAt: "DESC", id: "DESC" } });
  const asked = async (objectiveId: string) => {
    const { approverId, onBehalfOfId } = await approvalOf(objectiveId);
    return { approverId, onBehalfOfId };
  };
  const atMidnight = async (day: string) => {
    const slot = new Date(`${day}T00:02:00+08:00`);
    world.clock.set(slot);
    await runOnce(world.app, followDeputies, slot);
  };

  it("asks the deputy from the day named on, and who named them again afterwards", async () => {
    const early = await submitted();
    await name(manager, deputy, tomorrow, "2026-05-13");
    expect(await asked(early)).toEqual({ approverId: manager.id, onBehalfOfId: null });
    await atMidnight(tomorrow);
    expect(await asked(early)).toEqual({ approverId: deputy.id, onBehalfOfId: manager.id });
    const later = await submitted();
    expect(await asked(later)).toEqual({ approverId: deputy.id, onBehalfOfId: manager.id });
    await atMidnight("2026-05-14");
    for (const id of [early, later]) expect(await asked(id)).toEqual({ approverId: manager.id, onBehalfOfId: null });
  });

  it("moves what waits at once where the days have begun, and back when it is ended, each told once", async () => {
    const id = await submitted();
    const { deputy: named } = await name(manager, deputy, today, tomorrow);
    await name(manager, deputy, today, tomorrow);
    expect(await asked(id)).toEqual({ approverId: deputy.id, onBehalfOfId: manager.id });
    await as(manager, (ctx) => endDeputy(ctx, named.id));
    await as(manager, (ctx) => endDeputy(ctx, named.id));
    expect(await asked(id)).toEqual({ approverId: manager.id, onBehalfOfId: null });
    const told = (await world.db.read.find(Notice, { order: { createdAt: "ASC", id: "ASC" } })).map(
      ({ template, employeeId }) => `${template} ${employeeId === deputy.id ? "deputy" : "manager"}`,
    );
    expect(told.sort()).toEqual([
      "deputyEnded deputy",
      "deputyNamed deputy",
      "goalSubmitted deputy",
      "goalSubmitted manager",
      "goalSubmitted manager",
    ]);
    const named_ = { subjectId: named.id };
    expect((await world.db.read.findBy(Event, named_)).map((event) => event.name).sort()).toEqual([
      "deputy.ended",
      "deputy.named",
    ]);
  });

  it("lets the deputy decide and says 代, on the card and to the owner", async () => {
    await name(manager, deputy);
    const id = await submitted();
    await as(deputy, (ctx) => approveGoal(ctx, id));
    expect(await approvalOf(id)).toMatchObject({
      decision: "approved",
      decidedById: deputy.id,
      onBehalfOfId: manager.id,
    });
    const other = await submitted();
    await deliverNotices(world.app);
    await as(deputy, (ctx) => returnGoal(ctx, other, "不清楚"));
    await deliverNotices(world.app);
    const words = world.sent.map((delivery) => JSON.stringify(composeNotice(delivery, "http://x"))).join("\n");
    expect(words).toContain("请代陈总审批这个目标");
    expect(words).toContain("周燕（代陈总）通过了《");
    expect(words).toContain("周燕（代陈总）退回了《");
    expect(words).toContain("陈总 请你在 5月11日 代为审批目标");
  });

  it("lets the manager decide all the same, in their own name", async () => {
    await name(manager, deputy);
    const id = await submitted();
    await as(manager, (ctx) => approveGoal(ctx, id));
    expect(await approvalOf(id)).toMatchObject({ decidedById: manager.id, onBehalfOfId: null });
  });

  it("keeps who stood in when a deputy takes an approval back", async () => {
    await name(manager, deputy);
    const id = await submitted();
    await as(deputy, (ctx) => approveGoal(ctx, id));
    await as(deputy, (ctx) => undoApproval(ctx, id));
    expect(await asked(id)).toEqual({ approverId: deputy.id, onBehalfOfId: manager.id });
  });

  it("asks the next one up for the deputy's own goal and for what the one who named them asks", async () => {
    await name(manager, deputy);
    expect(await asked(await submitted(deputy))).toEqual({ approverId: root.id, onBehalfOfId: null });
    expect(await asked(await submitted(manager))).toEqual({ approverId: root.id, onBehalfOfId: null });
  });

  it("takes the owner's own goal from somebody they name, and forbids them to decide", async () => {
    const hr = await buildEmployee(world, { roles: ["hr"] });
    const id = await submitted(root);
    expect(await asked(id)).toMatchObject({ approverId: hr.id });
    const other = await buildEmployee(world, { roles: ["executive"] });
    await name(root, hr);
    expect(await asked(id)).toMatchObject({ approverId: other.id });
    await expect(as(hr, (ctx) => approveGoal(ctx, id))).rejects.toMatchObject({ code: "goal.approveForbidden" });
  });

  it("ends with who named them and with who was named", async () => {
    const executive = await buildEmployee(world, { roles: ["executive"] });
    const id = await submitted();
    await name(manager, deputy, today, tomorrow);
    await transact(world.app, null, (work) => endBinding(work, deputy.wecomUserId!, world.clock.now()));
    expect(await asked(id)).toEqual({ approverId: manager.id, onBehalfOfId: null });
    const second = await buildEmployee(world, { managerId: manager.id });
    await name(manager, second, today, tomorrow);
    expect(await asked(id)).toEqual({ approverId: second.id, onBehalfOfId: manager.id });
    await transact(world.app, null, (work) => endBinding(work, manager.wecomUserId!, world.clock.now()));
    expect(await asked(id)).toEqual({ approverId: executive.id, onBehalfOfId: null });
    expect((await world.db.read.find(Deputy)).filter(({ endedAt }) => endedAt === null)).toEqual([]);
  });

  it.each([
    ["oneself", () => ({ deputyId: manager.id }), "deputy.self"],
    ["days that end before they begin", () => ({ startsOn: "2026-05-13", endsOn: tomorrow }), "deputy.backwards"],
    ["a day that is over", () => ({ startsOn: "2026-05-10" }), "deputy.past"],
    ["a year mistyped", () => ({ startsOn: "2062-05-11", endsOn: "2062-05-12" }), "deputy.tooFar"],
    ["more than 92 days", () => ({ endsOn: "2026-08-11" }), "deputy.tooLong"],
    ["days that are taken", () => ({ startsOn: "2026-05-20", endsOn: "2026-05-30" }), "deputy.overlaps"],
    ["nobody", () => ({ deputyId: "nobody" }), "person.notFound"],
  ])("refuses %s", async (_, change, code) => {
    await name(manager, deputy, "2026-05-28", "2026-06-01");
    const named = { deputyId: deputy.id, startsOn: today, endsOn: today, ...change() };
    await expect(as(manager, (ctx) => nameDeputy(ctx, named))).rejects.toMatchObject({ code });
  });

  it("takes exactly 92 days, and refuses who has no team, who left, and who is not asked to end it", async () => {
    const { deputy: named } = await name(manager, deputy, today, "2026-08-10");
    await expect(name(owner, deputy)).rejects.toMatchObject({ code: "deputy.noTeam" });
    const gone = await buildEmployee(world, { status: "left" });
    await expect(name(root, gone)).rejects.toMatchObject({ code: "person.notFound" });
    await expect(as(deputy, (ctx) => endDeputy(ctx, named.id))).rejects.toMatchObject({ code: "deputy.endForbidden" });
    await expect(as(root, (ctx) => endDeputy(ctx, named.id))).rejects.toMatchObject({ code: "deputy.notFound" });
  });

  it("names one for two who ask at once", async () => {
    await Promise.allSettled([name(manager, deputy, today, tomorrow), name(manager, owner, tomorrow, tomorrow)]);
    expect(await world.db.read.countBy(Deputy, { employeeId: manager.id })).toBe(1);
  });

  const people = 6;
  const index = fc.integer({ min: 0, max: people - 1 });
  const companies = fc.record({
    /** Whom each answers to: somebody before them, or nobody. */
    managers: fc.array(fc.option(index, { nil: undefined }), { minLength: people, maxLength: people }),
    left: fc.uniqueArray(index, { maxLength: 2 }),
    executives: fc.uniqueArray(index, { maxLength: 2 }),
    hr: fc.uniqueArray(index, { maxLength: 2 }),
    /** Who named whom, for how many days from when on, counted from today; ended before its time or not. */
    deputies: fc.uniqueArray(
      fc.record({
        from: index,
        to: index,
        starts: fc.integer({ min: -2, max: 1 }),
        days: fc.integer({ min: 0, max: 3 }),
        isEnded: fc.boolean(),
      }),
      { maxLength: 6, selector: ({ from }) => from },
    ),
  });

  it("asks one person: never oneself nor whom the owner named, a deputy on their days only, and no deputy's deputy", async () => {
    await fc.assert(
      fc.asyncProperty(companies, async ({ managers, left, executives, hr, deputies }) => {
        await world.db.transaction((db) => db.query("DELETE FROM role_grants"));
        await world.db.transaction((db) => db.query("DELETE FROM deputies"));
        const cast: Employee[] = [];
        for (const [at, above] of managers.entries())
          cast.push(
            await buildEmployee(world, {
              managerId: above === undefined || above >= at ? null : cast[above]!.id,
              status: left.includes(at) ? "left" : "active",
              roles: [
                ...(executives.includes(at) ? ["executive" as const] : []),
                ...(hr.includes(at) ? ["hr" as const] : []),
              ],
            }),
          );
        const written = deputies.filter(({ from, to }) => from !== to);
        await world.db.transaction(async (db) => {
          for (const { from, to, starts, days, isEnded } of written)
            await db.insert(Deputy, {
              id: `${from}-${to}`,
              employeeId: cast[from]!.id,
              deputyId: cast[to]!.id,
              startsOn: addDays(today, starts),
              endsOn: addDays(today, starts + days),
              createdAt: world.clock.now(),
              endedAt: isEnded ? world.clock.now() : null,
            });
        });
        const named = written
          .filter(({ starts, days, isEnded }) => !isEnded && starts <= 0 && starts + days >= 0)
          .map(({ from, to }) => [from, to] as const);
        const ids = cast.map(({ id }) => id);
        const work = { db: world.db.read, now: world.clock.now(), company: world.app.company };
        const found = await findApprovers(work, ids);
        const lines = await findLinesAbove(world.db.read, ids);
        for (const [at, { id }] of cast.entries()) {
          const barred = [id, ...named.filter(([from]) => from === at).map(([, to]) => cast[to]!.id)];
          const isLeft = (one: string) => !left.includes(ids.indexOf(one)) && !barred.includes(one);
          const anybody = [...(lines.get(id) ?? []), ...[...executives, ...hr].map((one) => ids[one]!)].filter(isLeft);
          const { approver, onBehalfOf } = found.get(id) ?? {};
          if (anybody.length > 0) expect(approver).toBeDefined();
          if (!approver) continue;
          expect(isLeft(approver.id)).toBe(true);
          // Somebody above or at the top, or whom one of those named themselves: not whom their deputy named.
          const isFor = named.some(([from, to]) => ids[from] === onBehalfOf?.id && ids[to] === approver.id);
          expect(onBehalfOf ? isFor && onBehalfOf.id !== id : anybody.includes(approver.id)).toBe(true);
          const asker = onBehalfOf?.id ?? approver.id;
          expect([...(lines.get(id) ?? []), ...[...executives, ...hr].map((one) => ids[one]!)]).toContain(asker);
        }
      }),
      { numRuns: engine === "sqlite" ? 60 : 15 },
    );
  });
});
