import { importMetricValues } from "../../domain/metrics/importMetricValues";
import { transact } from "../../domain/transact";
import { type Employee, Metric, Objective } from "../../entities";
import { describeEngines } from "../engines";
import { buildCycle, buildEmployee, buildGoal } from "../factories";
import { monday, openWorld, type World } from "../world";
import { ask, type Http, serveApi, tokenFor } from "./serveApi";

describeEngines("GET /key-results/:id/check-ins", (engine) => {
  let world: World;
  let http: Http;
  let manager: Employee;
  let owner: Employee;
  let cycleId: string;
  const tokens: Record<string, string> = {};
  beforeAll(async () => {
    world = await openWorld(engine);
    http = serveApi(world);
    cycleId = (await buildCycle(world)).id;
    manager = await buildEmployee(world, { name: "李明" });
    owner = await buildEmployee(world, { name: "张三", managerId: manager.id });
    for (const person of [manager, owner]) tokens[person.id] = await tokenFor(world, person);
  });
  afterAll(() => world.close());
  beforeEach(() => world.clock.set(monday));

  const build = async (columns = {}) => {
    const goal = await buildGoal(world, { ownerId: owner.id, cycleId, ...columns });
    return { goalId: goal.id, path: `/key-results/${goal.keyResults[0]!.id}/check-ins` };
  };
  const report = async (path: string, by: Employee, body: object) => {
    world.clock.forward(60_000);
    return (await ask(http, `POST ${path}`, tokens[by.id]).send(body)).body.checkInId;
  };
  const list = async (path: string, by: Employee, query = "") =>
    (await ask(http, `GET ${path}${query}`, tokens[by.id])).body.checkIns;

  it("tells what was reported, by whom and when, and which of it one may take back", async () => {
    const { goalId, path } = await build();
    const first = await report(path, owner, { operation: "set", amount: "5000.5", note: "早班", confidence: 7 });
    const second = await report(path, manager, { operation: "add", amount: "-20" });
    const third = await report(path, owner, { operation: "add", amount: "1" });
    await ask(http, `DELETE /check-ins/${third}`, tokens[owner.id]);
    const mine = await list(path, owner);
    expect(mine).toMatchObject([
      { id: third, amount: "1", retractedAt: "2026-05-11T02:03:00.000Z", abilities: { retract: false } },
      { id: second, operation: "add", amount: "-20", by: { name: "李明" }, abilities: { retract: true } },
      {
        id: first,
        operation: "set",
        amount: "5000.5",
        day: "2026-05-11",
        confidence: 7,
        note: "早班",
        source: "web",
        by: { id: owner.id, name: "张三" },
        at: "2026-05-11T02:01:00.000Z",
        retractedAt: null,
        abilities: { retract: true },
      },
    ]);
    expect((await list(path, manager)).map((one: { abilities: object }) => one.abilities)).toEqual(
      [false, true, false].map((retract) => ({ retract })),
    );
    // What is said of a report is what happens.
    for (const { id, abilities } of mine.slice(1)) {
      const { status } = await ask(http, `DELETE /check-ins/${id}`, tokens[owner.id]);
      expect(status === 200).toBe(abilities.retract);
    }
    await world.db.transaction((db) => db.update(Objective, goalId, { status: "closing" }));
    for (const { abilities } of await list(path, manager)) expect(abilities.retract).toBe(false);
  });

  it("shows a page after the other, also of reports said at the same instant", async () => {
    const { path } = await build();
    const occurredAt = monday.toISOString();
    const made = [];
    for (let count = 0; count < 5; count++)
      made.push(await report(path, owner, { operation: "add", amount: "1", occurredAt }));
    const seen: string[] = [];
    for (let page = 0; page < 4; page++) {
      const after = seen.length > 0 ? `&after=${seen.at(-1)}` : "";
      seen.push(...(await list(path, owner, `?limit=2${after}`)).map(({ id }: { id: string }) => id));
    }
    expect(seen).toEqual(made.sort().reverse());
    const one = () => world.statements.length;
    world.statements.length = 0;
    await list(path, owner, "?limit=1");
    const few = one();
    world.statements.length = 0;
    await list(path, owner);
    expect(one()).toBe(few);
  });

  it("calls imported figures nobody's", async () => {
    const metric = { id: "m", code: "m", name: "GMV", unit: "元", direction: "higher", accrues: "every-day" } as const;
    await world.db.transaction((db) => db.insert(Metric, { ...metric, accumulation: "sum" }));
    const { path } = await build({ keyResults: [{ metricId: "m" }] });
    const rows = [{ row: 2, day: "2026-05-10", value: "30" }];
    const subject = { subjectKind: "employee", subjectId: owner.id } as const;
    await transact(world.app, null, (work) =>
      importMetricValues(work, { metricCode: "m", ...subject, source: "erp", rows }),
    );
    expect(await list(path, owner)).toMatchObject([
      { amount: "30", source: "import", by: null, abilities: { retract: false } },
    ]);
  });
});
