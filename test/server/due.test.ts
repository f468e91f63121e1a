import { Award } from "../../entities";
import { describeEngines } from "../engines";
import { buildCycle, buildDepartment, buildEmployee, buildGoal } from "../factories";
import { monday, openWorld, type World } from "../world";
import { ask, type Http, serveApi, tokenFor } from "./serveApi";

describeEngines("What waits for a person", (engine) => {
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

  async function team() {
    const { id: departmentId } = await buildDepartment(world, { name: "运营部" });
    const manager = await buildEmployee(world, { name: "李经理", departmentId });
    const owner = await buildEmployee(world, { name: "张三", departmentId, managerId: manager.id });
    return { manager, owner, above: await tokenFor(world, manager), mine: await tokenFor(world, owner) };
  }
  const say = async (line: string, token: string, body: object = {}) => {
    world.clock.forward(1000);
    return (await ask(http, line, token).send(body)).body;
  };
  const due = async (token: string) => {
    const { body } = await ask(http, "GET /me/today", token);
    expect(body.dueCount).toBe(body.due.length);
    return body.due;
  };

  it("is a problem until somebody above answers, and again when there is another", async () => {
    const { owner, above, mine } = await team();
    const goal = await buildGoal(world, { cycleId, ownerId: owner.id, keyResults: [] });
    const line = `POST /goals/${goal.id}/comments`;
    const problem = { kind: "problem", text: "推广预算不足，需追加 2000" };
    const first = await say(line, mine, problem);
    expect((await say(line, mine, problem)).id).toBe(first.id);
    expect(await due(above)).toEqual([
      {
        kind: "problem",
        goalId: goal.id,
        title: goal.title,
        owner: { id: owner.id, name: "张三" },
        text: problem.text,
      },
    ]);
    expect(await due(mine)).toEqual([]);
    await say(line, above, { kind: "answer", text: "同意，注意 ROI" });
    expect(await due(above)).toEqual([]);
    await say(line, mine, { kind: "problem", text: "还差人手" });
    expect(await due(above)).toMatchObject([{ kind: "problem", text: "还差人手" }]);
    const { body } = await ask(http, `GET /goals/${goal.id}`, mine);
    expect(body.comments.map(({ kind, by }: { kind: string; by: { name: string } }) => [kind, by.name])).toEqual([
      ["problem", "张三"],
      ["answer", "李经理"],
      ["problem", "张三"],
    ]);
    // What has ended needs no answer any more.
    world.clock.set("2026-06-01T02:00:00Z");
    expect(await due(above)).toEqual([]);
  });

  it("is an approval for the manager, a goal given back for the owner, and the reports of a working day", async () => {
    const { owner, above, mine } = await team();
    const keyResults = [{ title: "GMV", kind: "increase", target: "100", unit: "元" }];
    const { id } = await say("POST /goals", mine, { cycleId, title: "目标", keyResults, submit: true });
    expect(await due(above)).toMatchObject([{ kind: "approval", goalId: id, owner: { id: owner.id } }]);
    await say(`POST /goals/${id}/return`, above, { reason: "写清楚" });
    expect(await due(above)).toEqual([]);
    expect(await due(mine)).toEqual([{ kind: "returned", goalId: id, title: "目标", reason: "写清楚" }]);
    await say(`POST /goals/${id}/submit`, mine);
    await say(`POST /goals/${id}/approve`, above);
    const [owed, ...others] = await due(mine);
    expect([owed, others]).toMatchObject([{ kind: "report", goalId: id, title: "GMV" }, []]);
    const reportable = (await ask(http, "GET /me/reportable", above)).body;
    expect(reportable.mine).toEqual([]);
    expect(reportable.crew).toMatchObject([{ person: { id: owner.id }, keyResults: [{ id: owed.keyResultId }] }]);
    await say(`POST /key-results/${owed.keyResultId}/check-ins`, mine, { operation: "set", amount: "10" });
    expect(await due(mine)).toEqual([]);
    // Sunday of the same week.
    world.clock.set("2026-05-17T02:00:00Z");
    expect(await due(mine)).toEqual([]);
    expect((await ask(http, "GET /me/today", above)).body.me).toMatchObject({ name: "李经理", isManager: true });
  });

  it("is listed up to twenty, and counted beyond", async () => {
    const { owner, mine } = await team();
    for (let made = 0; made < 23; made++) await buildGoal(world, { cycleId, ownerId: owner.id });
    const { body } = await ask(http, "GET /me/today", mine);
    expect([body.due.length, body.dueCount]).toEqual([20, 23]);
  });

  it("never tells of a restricted goal: not in search, on the wall, on a person's page nor in their progress", async () => {
    const { owner, above, mine } = await team();
    const peer = await tokenFor(world, await buildEmployee(world));
    const secret = await buildGoal(world, {
      cycleId,
      ownerId: owner.id,
      isRestricted: true,
      title: "机密计划",
      keyResults: [{ title: "机密指标", target: 10_000 }],
    });
    await say(`POST /key-results/${secret.keyResults[0]!.id}/check-ins`, mine, { operation: "set", amount: "1" });
    const read = async (token: string) => {
      const lines = ["/search?query=机密", `/people/${owner.id}`, "/recognitions", "/me/today", "/goals"];
      const seen: string[] = [];
      for (const path of lines) {
        const answer = await ask(http, `GET ${encodeURI(path)}`, token);
        expect(answer.status).toBe(200);
        if (answer.text.includes("机密")) seen.push(path.replace(/[?].*/, ""));
      }
      return seen;
    };
    expect(await read(peer)).toEqual([]);
    expect(await read(above)).toEqual(["/search", `/people/${owner.id}`, "/goals"]);
    const { body } = await ask(http, `GET /people/${owner.id}`, peer);
    expect(body).toMatchObject({ progress: null, goals: [], department: "运营部", manager: { name: "李经理" } });
    expect(await world.db.read.countBy(Award, { employeeId: owner.id })).toBe(1);
    expect(body.recognitions).toMatchObject([{ kind: "badge", keyResultTitle: null }]);
  });

  it("finds people by name and agreed goals by title, taking signs as they are", async () => {
    const { owner, mine } = await team();
    const peer = await tokenFor(world, await buildEmployee(world));
    await buildGoal(world, { cycleId, ownerId: owner.id, title: "增长100%_A" });
    await buildGoal(world, { cycleId, ownerId: owner.id, title: "增长100%草稿", status: "draft" });
    const found = async (query: string, token: string) =>
      (await ask(http, `GET /search?query=${encodeURIComponent(query)}`, token)).body;
    const titles = async (query: string, token: string) =>
      (await found(query, token)).goals.map(({ title }: { title: string }) => title);
    expect(await titles("100%", peer)).toEqual(["增长100%_A"]);
    expect((await titles("100%", mine)).sort()).toEqual(["增长100%_A", "增长100%草稿"]);
    expect(await titles("100%_a", peer)).toEqual(["增长100%_A"]);
    expect(await titles("增_长", peer)).toEqual([]);
    expect((await found("张三", peer)).people[0]).toMatchObject({ name: "张三", department: "运营部" });
  });

  it("shows a manager how many stand where, who is best at what, and who is behind", async () => {
    const { manager, owner, above } = await team();
    const second = await buildEmployee(world, { name: "李四", managerId: manager.id });
    await buildEmployee(world, { name: "没目标", managerId: manager.id });
    const at = (value: number) => ({ title: `GMV${value}`, current: value * 10_000, reportedOn: "2026-05-11" });
    await buildGoal(world, { cycleId, ownerId: owner.id, keyResults: [at(80_000)] });
    const goal = await buildGoal(world, { cycleId, ownerId: second.id, keyResults: [at(25_000), at(20_000)] });
    const { body } = await ask(http, "GET /team", above);
    expect(body).toMatchObject({
      average: "51.25",
      best: { name: "张三", progress: "80", title: "GMV80000" },
      behind: { owner: { name: "李四" }, goalId: goal.id, title: "GMV20000", attainment: "20" },
      silent: [],
    });
    expect(body.distribution).toEqual([
      { from: 0, to: 25, count: 1 },
      { from: 25, to: 50, count: 0 },
      { from: 50, to: 75, count: 0 },
      { from: 75, to: 100, count: 1 },
      { from: 100, to: null, count: 0 },
    ]);
  });
});
