import { describeEngines } from "../engines";
import { buildCycle, buildEmployee, buildGoal } from "../factories";
import { openWorld, type World } from "../world";
import { ask, serveApi, tokenFor } from "./serveApi";

describeEngines("GET /me/today", (engine) => {
  let world: World;
  beforeAll(async () => {
    world = await openWorld(engine);
  });
  afterAll(() => world.close());

  /** The answer for somebody with so many goals, and what it took. */
  async function today(goals: number) {
    const cycle = await buildCycle(world);
    const person = await buildEmployee(world);
    for (let made = 0; made < goals; made++) await buildGoal(world, { ownerId: person.id, cycleId: cycle.id });
    const token = await tokenFor(world, person);
    world.statements.length = 0;
    const { body } = await ask(serveApi(world), "GET /me/today", token);
    return { keyResults: body.keyResults.length, statements: world.statements.length };
  }

  it("takes as many statements for 500 goals as for 5, and at most 8", async () => {
    const few = await today(5);
    const many = await today(500);
    expect([few.keyResults, many.keyResults]).toEqual([5, 500]);
    expect(many.statements).toBe(few.statements);
    expect(few.statements).toBeGreaterThan(0);
    expect(few.statements).toBeLessThanOrEqual(8);
  });

  it("says what time it is for the product: phones date their reports by it, and the sandbox's clock is moved", async () => {
    const token = await tokenFor(world, await buildEmployee(world));
    const { headers } = await ask(serveApi(world), "GET /me/today", token);
    expect(headers.date).toBe(world.clock.now().toUTCString());
  });

  it("answers, here and for everybody's goals, whatever extremes lie between a value and its target", async () => {
    const person = await buildEmployee(world);
    const goal = await buildGoal(world, { ownerId: person.id, keyResults: [{ title: "GMV", target: 4.5e15 }] });
    const [http, token] = [serveApi(world), await tokenFor(world, person)];
    const report = (operation: string, amount: string) => {
      world.clock.forward(1000);
      return ask(http, `POST /key-results/${goal.keyResults[0]!.id}/check-ins`, token).send({ operation, amount });
    };
    expect((await report("set", "-450000000000")).status).toBe(200);
    expect((await report("add", "-0.0001")).body.code).toBe("checkIn.amountTooLarge");
    const goals = await ask(http, `GET /goals?owner=${person.id}`, token);
    expect(goals.status).toBe(200);
    expect(goals.body.goals[0].keyResults).toMatchObject([{ gap: "900000000000" }]);
    expect((await ask(http, "GET /me/today", token)).body.keyResults).toMatchObject([{ gap: "900000000000" }]);
    for (const text of ["450000000000.0001", "900000000000"]) expect((await report("set", text)).status).toBe(422);
  });

  it("asks of a day what people can aim at, rounded up as in the chat", async () => {
    const person = await buildEmployee(world);
    await buildGoal(world, { ownerId: person.id, keyResults: [{ title: "GMV", target: 1_000_010_000 }] });
    const { body } = await ask(serveApi(world), "GET /me/today", await tokenFor(world, person));
    expect(body.keyResults).toMatchObject([{ gap: "100001", perDay: expect.stringMatching(/^[1-9]\d*$/) }]);
  });

  it("says what was done today, what is left and what was praised", async () => {
    const manager = await buildEmployee(world);
    const person = await buildEmployee(world, { managerId: manager.id });
    const goal = await buildGoal(world, { ownerId: person.id });
    const http = serveApi(world);
    const token = await tokenFor(world, person);
    const line = `POST /key-results/${goal.keyResults[0]!.id}/check-ins`;
    await ask(http, line, token).send({ operation: "set", amount: "5000" });
    await ask(http, "POST /recognitions", await tokenFor(world, manager)).send({
      employeeId: person.id,
      reason: "起步快",
    });
    const { body } = await ask(http, "GET /me/today", token);
    expect(body).toMatchObject({
      day: "2026-05-11",
      isWorkDay: true,
      focusId: goal.keyResults[0]!.id,
      waitingApprovals: 0,
      me: { id: person.id, isManager: false },
      due: [],
      dueCount: 0,
    });
    expect(body.recognitions[0]).toMatchObject({ kind: "praise", reason: "起步快", receiver: { id: person.id } });
    expect(body.keyResults).toHaveLength(1);
    expect(body.keyResults[0]).toMatchObject({
      value: "5000",
      today: "5000",
      gap: "95000",
      attainment: "5",
      isReportedToday: true,
    });
  });
});
