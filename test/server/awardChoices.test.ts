import { editBadge } from "../../domain/recognition/editBadge";
import { transact } from "../../domain/transact";
import { describeEngines } from "../engines";
import { buildDepartment, buildEmployee } from "../factories";
import { openWorld, type World } from "../world";
import { ask, type Http, serveApi, tokenFor } from "./serveApi";

describeEngines("Who gives badges and honours", (engine) => {
  let world: World;
  let http: Http;
  beforeAll(async () => {
    world = await openWorld(engine);
    http = serveApi(world);
  });
  afterAll(() => world.close());

  async function company() {
    const { id: departmentId } = await buildDepartment(world, { name: "运营一组" });
    const root = await buildEmployee(world);
    const manager = await buildEmployee(world, { departmentId, managerId: root.id });
    const staff = await buildEmployee(world, { departmentId, managerId: manager.id });
    const hr = await buildEmployee(world, { roles: ["hr"] });
    return { departmentId, root, manager, staff, hr };
  }

  it("is said where there is a way to it: on the wall, on a person's page, and with what there is to give", async () => {
    const { departmentId, root, manager, staff, hr } = await company();
    const mays = async (who: typeof staff) => {
      const token = await tokenFor(world, who);
      const wall = await ask(http, "GET /recognitions", token);
      const choices = await ask(http, "GET /awards/choices", token);
      const page = await ask(http, `GET /people/${staff.id}`, token);
      return [wall.body.abilities.give, choices.body.abilities.give, page.body.abilities.giveAward];
    };
    for (const who of [root, manager, hr]) expect(await mays(who)).toEqual([true, true, true]);
    expect(await mays(staff)).toEqual([false, false, false]);
    const { body } = await ask(http, "GET /awards/choices", await tokenFor(world, manager));
    expect(body.teams).toEqual([{ id: departmentId, name: "运营一组", people: 1 }]);
    expect(body.values).toContain("客户第一");
  });

  it("gives to nobody who has left, not by way of them either, and not up the line", async () => {
    const { manager, staff, root } = await company();
    const token = await tokenFor(world, manager);
    expect((await ask(http, `GET /people/${root.id}`, token)).body.abilities).toMatchObject({ giveAward: false });
    await world.db.transaction((db) => db.update("Employee", staff.id, { status: "left" }));
    expect((await ask(http, "GET /recognitions", token)).body.abilities).toEqual({ give: false });
    expect((await ask(http, "GET /recognitions", await tokenFor(world, root))).body.abilities).toEqual({ give: true });
  });

  it("is offered no badge that was archived, which the catalogue keeps", async () => {
    const { manager, hr } = await company();
    await transact(world.app, hr, (ctx) => editBadge(ctx, "teamwork", { isArchived: true }));
    const token = await tokenFor(world, manager);
    const codes = ({ body }: { body: { badges: { code: string }[] } }) => body.badges.map(({ code }) => code);
    expect(codes(await ask(http, "GET /awards/choices", token))).not.toContain("teamwork");
    expect(codes(await ask(http, "GET /awards/choices", token))).not.toContain("target-reached");
    const catalogue = await ask(http, "GET /badges", token);
    expect(codes(catalogue)).toContain("teamwork");
    const builtIn = catalogue.body.badges.filter(({ isBuiltIn }: { isBuiltIn: boolean }) => isBuiltIn);
    expect(builtIn.map(({ code }: { code: string }) => code)).toEqual(["target-reached"]);
  });
});
