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
      latestAward: { kind: "praise", reason: "起步快" },
    });
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
