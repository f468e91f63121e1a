import { newId } from "../../domain/newId";
import { Alignment, KeyResultDay, type Objective } from "../../entities";
import { describeEngines } from "../engines";
import { buildCycle, buildEmployee, buildGoal } from "../factories";
import { monday, openWorld, type World } from "../world";
import { ask, type Http, serveApi, tokenFor } from "./serveApi";

describeEngines("A goal's page", (engine) => {
  let world: World;
  let http: Http;
  let cycleId: string;
  beforeAll(async () => {
    world = await openWorld(engine);
    http = serveApi(world);
    cycleId = (await buildCycle(world)).id;
  });
  afterAll(() => world.close());
  beforeEach(() => world.clock.set(monday));

  async function people() {
    const boss = await buildEmployee(world, { name: "陈总" });
    const manager = await buildEmployee(world, { name: "李经理", managerId: boss.id });
    const owner = await buildEmployee(world, { name: "张三", managerId: manager.id });
    const peer = await buildEmployee(world, { managerId: manager.id });
    const token = async (person: { id: string }) => tokenFor(world, person);
    return { boss, manager, owner, peer, token };
  }

  const align = (child: Objective, parent: Objective) =>
    world.db.transaction((db) =>
      db.insert(Alignment, {
        id: newId(world.clock.now()),
        objectiveId: child.id,
        parentObjectiveId: parent.id,
        parentKeyResultId: null,
        share: 10_000,
      }),
    );

  it("leads from one's own work to the company's goal, and leaves out what one may not read", async () => {
    const { boss, manager, owner, peer, token } = await people();
    const top = await buildGoal(world, { cycleId, ownerId: boss.id, level: "company", title: "销售冠军" });
    const hidden = await buildGoal(world, { cycleId, ownerId: boss.id, isRestricted: true, title: "机密" });
    const middle = await buildGoal(world, { cycleId, ownerId: manager.id, level: "department", title: "部门" });
    const own = await buildGoal(world, { cycleId, ownerId: owner.id });
    await align(own, middle);
    await align(middle, hidden);
    await align(hidden, top);
    // A circle ends.
    await align(top, own);
    const titles = async (person: { id: string }) => {
      const { body } = await ask(http, `GET /goals/${own.id}`, await token(person));
      return body.path.map(({ title }: { title: string }) => title);
    };
    expect(await titles(owner)).toEqual(["部门", "销售冠军"]);
    expect(await titles(peer)).toEqual(["部门", "销售冠军"]);
    expect(await titles(boss)).toEqual(["部门", "机密", "销售冠军"]);
  });

  it("draws each day's end of the cycle, nothing before the first report and after today", async () => {
    const { owner, token } = await people();
    const { id, keyResults } = await buildGoal(world, {
      cycleId,
      ownerId: owner.id,
      keyResults: [{ current: 50_000 * 10_000, reportedOn: "2026-05-08" }],
    });
    const days = [
      { keyResultId: keyResults[0]!.id, day: "2026-05-04", value: 20_000 * 10_000 },
      { keyResultId: keyResults[0]!.id, day: "2026-05-08", value: 50_000 * 10_000 },
    ];
    await world.db.transaction((db) => db.insert(KeyResultDay, days));
    const { body } = await ask(http, `GET /goals/${id}`, await token(owner));
    const { trend } = body.keyResults[0];
    expect(trend).toHaveLength(31);
    const on = (day: string) => trend.find((point: { day: string }) => point.day === day);
    expect(on("2026-05-03")).toMatchObject({ attainment: null, pace: "9.68" });
    expect(on("2026-05-04")).toMatchObject({ attainment: "20" });
    expect(on("2026-05-07")).toMatchObject({ attainment: "20" });
    expect(on("2026-05-11")).toMatchObject({ attainment: "50", pace: "35.48" });
    expect(on("2026-05-12")).toMatchObject({ attainment: null });
    expect(on("2026-05-31")).toMatchObject({ attainment: null, pace: "100" });
  });

  it("tells who did what and why, what was reported for whom, and whom it waits for", async () => {
    const { manager, owner, token } = await people();
    const [mine, above] = [await token(owner), await token(manager)];
    const keyResults = [{ title: "GMV", kind: "increase", target: "100", unit: "元" }];
    const step = async (line: string, who: string, body?: object) => {
      world.clock.forward(1000);
      const answer = await ask(http, line, who).send(body ?? {});
      expect([line, answer.status]).toEqual([line, 200]);
      return answer.body;
    };
    const { id } = await step("POST /goals", mine, { cycleId, title: "目标", keyResults, note: "旺季", submit: true });
    expect((await ask(http, `GET /goals/${id}`, mine)).body.waitingFor).toEqual({ id: manager.id, name: "李经理" });
    const { body: asked } = await ask(http, "GET /approvals", above);
    expect(asked.goals).toMatchObject([
      { id, note: "旺季", onBehalfOf: null, effect: { parent: null, otherGoals: 0 } },
    ]);
    await step(`POST /goals/${id}/return`, above, { reason: "写清楚" });
    await step(`POST /goals/${id}/submit`, mine, { note: "已写清楚" });
    await step(`POST /goals/${id}/approve`, above);
    const { body: decided } = await ask(http, "GET /approvals", above);
    expect([decided.goals, decided.undoable]).toMatchObject([[], [{ id, owner: { id: owner.id } }]]);
    const { keyResults: made } = (await ask(http, `GET /goals/${id}`, mine)).body;
    await step(`POST /key-results/${made[0].id}/check-ins`, above, { operation: "set", amount: "40" });
    const { body } = await ask(http, `GET /goals/${id}`, mine);
    expect(
      body.history.map(({ kind, by, reason }: { kind: string; by: { name: string }; reason: string }) => [
        kind,
        by.name,
        reason,
      ]),
    ).toEqual([
      ["approved", "李经理", null],
      ["submitted", "张三", "已写清楚"],
      ["returned", "李经理", "写清楚"],
      ["submitted", "张三", "旺季"],
      ["drafted", "张三", null],
    ]);
    expect(body.waitingFor).toBeNull();
    expect(body.checkIns).toMatchObject([{ keyResultId: made[0].id, isOnBehalf: true, by: { name: "李经理" } }]);
    expect((await ask(http, "GET /approvals", above)).body.undoable).toEqual([]);
  });

  it("takes as many statements for five key results and fifty goals as for one", async () => {
    const { manager, owner, token } = await people();
    const mine = await token(owner);
    const above = await token(manager);
    const count = async (line: string, who: string) => {
      world.statements.length = 0;
      expect((await ask(http, line, who)).status).toBe(200);
      return world.statements.length;
    };
    const small = await buildGoal(world, { cycleId, ownerId: owner.id });
    const lines = (id: string) => [
      [`GET /goals/${id}`, mine] as const,
      ["GET /team", above] as const,
      ["GET /me/reportable", above] as const,
      [`GET /people/${owner.id}`, above] as const,
      [`GET /search?query=${encodeURIComponent("目标")}`, above] as const,
      ["GET /me/proposal", mine] as const,
    ];
    const few: number[] = [];
    for (const [line, who] of lines(small.id)) few.push(await count(line, who));
    let large = small;
    for (let made = 0; made < 50; made++)
      large = await buildGoal(world, { cycleId, ownerId: owner.id, keyResults: [{}, {}, {}, {}, {}] });
    const many: number[] = [];
    for (const [line, who] of lines(large.id)) many.push(await count(line, who));
    expect(many).toEqual(few);
    expect(Math.max(...many)).toBeLessThanOrEqual(28);
  });

  it("is for goals of one's own that serve a running goal whose cycle holds theirs", async () => {
    const { boss, manager, owner, token } = await people();
    const mine = await token(owner);
    const parent = await buildGoal(world, { cycleId, ownerId: manager.id, title: "经理的目标" });
    const draft = await buildGoal(world, { cycleId, ownerId: manager.id, status: "draft" });
    const secret = await buildGoal(world, { cycleId, ownerId: boss.id, isRestricted: true });
    const other = await buildCycle(world, { startsOn: "2026-05-10", endsOn: "2026-05-20" });
    const short = await buildGoal(world, { cycleId: other.id, ownerId: manager.id });
    const propose = (parentId: string) =>
      ask(http, "POST /goals", mine).send({ cycleId, title: "我的", keyResults: [], parentId });
    for (const [id, code] of [
      [draft.id, "goal.parentNotActive"],
      [secret.id, "goal.parentNotFound"],
      ["nothing", "goal.parentNotFound"],
      [short.id, "goal.parentCycle"],
    ] as const)
      expect((await propose(id)).body.code).toBe(code);
    const { body: choices } = await ask(http, "GET /me/proposal", mine);
    const offered = choices.parents.map(({ id }: { id: string }) => id);
    expect(offered).toEqual(expect.arrayContaining([parent.id, short.id]));
    for (const id of [draft.id, secret.id]) expect(offered).not.toContain(id);
    const shares = async () =>
      (await world.db.read.find(Alignment, { where: { parentObjectiveId: parent.id } })).map(({ share }) => share);
    const first = (await propose(parent.id)).body;
    const second = (await propose(parent.id)).body;
    await propose(parent.id);
    expect((await shares()).sort()).toEqual([3333, 3333, 3334]);
    const edit = (body: object) => ask(http, `PATCH /goals/${first.id}`, mine).send(body);
    expect((await edit({ version: 1, parentId: first.id })).body.code).toBe("goal.parentCircle");
    const { body: freed } = await edit({ version: 1, parentId: null });
    expect((await shares()).reduce((sum, share) => sum + share)).toBe(10_000);
    expect(await shares()).toHaveLength(2);
    await edit({ version: freed.version, parentId: parent.id });
    await edit({ version: freed.version + 1, parentId: parent.id });
    expect((await shares()).reduce((sum, share) => sum + share)).toBe(10_000);
    const path = (await ask(http, `GET /goals/${second.id}`, mine)).body.path;
    expect(path).toMatchObject([{ id: parent.id, owner: { name: "李经理" } }]);
  });
});
