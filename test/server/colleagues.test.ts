import { addComment } from "../../domain/comments/addComment";
import { newId } from "../../domain/newId";
import { transact } from "../../domain/transact";
import { Deputy, type Employee } from "../../entities";
import { describeEngines } from "../engines";
import { buildCycle, buildDepartment, buildEmployee, buildGoal } from "../factories";
import { openWorld, type World } from "../world";
import { ask, type Http, serveApi, tokenFor } from "./serveApi";

describeEngines("Colleagues", (engine) => {
  let world: World;
  let http: Http;
  beforeAll(async () => {
    world = await openWorld(engine);
    http = serveApi(world);
  });
  afterAll(() => world.close());

  const name = (employee: Employee, deputy: Employee, startsOn: string, endsOn: string, endedAt: Date | null = null) =>
    world.db.transaction((db) =>
      db.insert(Deputy, {
        id: newId(world.clock.now()),
        employeeId: employee.id,
        deputyId: deputy.id,
        startsOn,
        endsOn,
        createdAt: world.clock.now(),
        endedAt,
      }),
    );

  it("are told who I am, above whom and for whom I stand", async () => {
    const { id: departmentId } = await buildDepartment(world, { name: "运营部" });
    const manager = await buildEmployee(world, { name: "李经理", departmentId });
    const me = await buildEmployee(world, { name: "张三", departmentId, managerId: manager.id, roles: ["hr"] });
    const other = await buildEmployee(world, { name: "王五", managerId: me.id });
    await name(manager, me, "2026-05-10", "2026-05-12");
    await name(me, other, "2026-05-20", "2026-05-21");
    await name(me, manager, "2026-05-01", "2026-05-10");
    await name(me, manager, "2026-05-20", "2026-05-30", world.clock.now());
    const { body } = await ask(http, "GET /me", await tokenFor(world, me));
    expect(body).toMatchObject({
      name: "张三",
      department: "运营部",
      position: null,
      roles: ["hr"],
      manager: { id: manager.id, name: "李经理" },
      isManager: true,
      isWechatBound: false,
      deputies: [{ person: { id: other.id, name: "王五" }, startsOn: "2026-05-20", endsOn: "2026-05-21" }],
      standsInFor: [{ person: { id: manager.id }, startsOn: "2026-05-10", endsOn: "2026-05-12" }],
    });
    expect([body.deputies.length, body.standsInFor.length]).toEqual([1, 1]);
  });

  it("may answer a problem in the place of somebody above, on the days they stand in", async () => {
    const manager = await buildEmployee(world);
    const owner = await buildEmployee(world, { managerId: manager.id });
    const deputy = await buildEmployee(world);
    const { id } = await buildGoal(world, { ownerId: owner.id, cycleId: (await buildCycle(world)).id });
    await transact(world.app, owner, (ctx) => addComment(ctx, id, { kind: "problem", text: "缺人手" }));
    const token = await tokenFor(world, deputy);
    const answer = () => ask(http, `POST /goals/${id}/comments`, token).send({ kind: "answer", text: "明天到" });
    expect((await answer()).body.code).toBe("goal.commentForbidden");
    await name(manager, deputy, "2026-05-11", "2026-05-11");
    expect((await answer()).status).toBe(200);
  });

  it("who left have no page", async () => {
    const token = await tokenFor(world, await buildEmployee(world));
    const gone = await buildEmployee(world, { status: "left" });
    expect((await ask(http, `GET /people/${gone.id}`, token)).body.code).toBe("person.notFound");
  });
});
