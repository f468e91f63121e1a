import { ensureTeamGroups } from "../../../bot/wecom/ensureTeamGroups";
import { chatIdOf, WecomChannel } from "../../../bot/wecom/WecomChannel";
import { Department, Employee } from "../../../entities";
import { describeEngines } from "../../engines";
import { buildDepartment, buildEmployee } from "../../factories";
import { openWorld, type World } from "../../world";
import { clientOf } from "../sandbox/clientOf";
import { companyOf, StandIn } from "../sandbox/StandIn";

/** The teams' groups at the stand-in, which refuses as WeCom does. */
describeEngines("the teams' groups", (engine) => {
  let world: World;
  let wecom: StandIn;
  beforeEach(async () => {
    world = await openWorld(engine);
    wecom = await StandIn.start(companyOf("ann", "bob", "cat", "dan", "eve"));
  });
  afterEach(async () => {
    await wecom.stop();
    await world.close();
  });

  const ensure = () => ensureTeamGroups(world.app, clientOf(wecom));
  const groupOf = ({ id }: Department) => wecom.state.groups.get(chatIdOf(id));
  const join = async (department: Department, ...userIds: string[]) => {
    for (const wecomUserId of userIds) {
      // Ids follow the clock, and groups the ids.
      world.clock.forward(1);
      await buildEmployee(world, { wecomUserId, departmentId: department.id });
    }
  };
  const change = (wecomUserId: string, columns: Partial<Employee>) =>
    world.db.transaction((db) => db.update(Employee, { wecomUserId }, columns));

  it("follow who joins and leaves the department, its owner's leaving and its name", async () => {
    const team = await buildDepartment(world, { name: "运营部" });
    await join(team, "ann", "bob", "cat");
    expect(await ensure()).toEqual({ count: 1, refused: [] });
    expect(groupOf(team)).toEqual({ name: "运营部 · 达标", owner: "ann", members: ["ann", "bob", "cat"] });

    await change("ann", { departmentId: null });
    await change("cat", { status: "left" });
    await join(team, "dan");
    await world.db.transaction((db) => db.update(Department, team.id, { name: "运营中心" }));

    expect(await ensure()).toEqual({ count: 1, refused: [] });
    expect(groupOf(team)).toEqual({ name: "运营中心 · 达标", owner: "bob", members: ["bob", "dan"] });
  });

  it("are left alone while nothing changes, however WeCom writes the ids", async () => {
    const team = await buildDepartment(world);
    await join(team, "ANN", "bob");
    await ensure();
    const told = { changes: 0 };
    wecom.state.listeners.add(() => told.changes++);
    expect(await ensure()).toEqual({ count: 1, refused: [] });
    expect(told.changes).toBe(0);
  });

  it("hold the head and 2,000 people of a department that has more", async () => {
    const team = await buildDepartment(world);
    const many = Array.from({ length: 2001 }, (_, index) => `m${index}`);
    for (const userId of [...many, "head"])
      wecom.state.people.push({ ...wecom.state.people[0]!, userId, name: userId });
    const { roles: _, ...columns } = await buildEmployee(world, { wecomUserId: "m0", departmentId: team.id });
    await world.db.transaction(async (db) => {
      for (let from = 1; from < many.length; from += 500)
        await db.insert(
          Employee,
          many.slice(from, from + 500).map((wecomUserId) => ({ ...columns, id: `e-${wecomUserId}`, wecomUserId })),
        );
    });
    const head = await buildEmployee(world, { wecomUserId: "head" });
    await world.db.transaction((db) => db.update(Department, team.id, { headId: head.id }));

    expect(await ensure()).toEqual({ count: 1, refused: [] });

    expect(groupOf(team)!.members).toHaveLength(2000);
    expect(groupOf(team)!.members).toContain("head");
  });

  it("are made anew after somebody dissolved one, and the webhook carries what is said until then", async () => {
    const team = await buildDepartment(world, { name: "运营部" });
    await join(team, "ann", "bob");
    await ensure();
    groupOf(team)!.isDissolved = true;
    const told = async (webhookKey?: string) => {
      const stored = await world.db.read.findOneByOrFail(Department, { id: team.id });
      const channel = new WecomChannel(clientOf(wecom), { publicUrl: "https://example.com", webhookKey });
      const notice = { id: "n", template: "message", data: { message: { kind: "text", text: "好" } } } as never;
      return channel.deliver({ notice, person: null, team: stored } as never);
    };
    expect(await told()).toEqual({ kind: "failed", error: "wecom.49008" });
    expect(await told(wecom.state.keys.webhookKey)).toEqual({ kind: "sent" });

    for (let times = 0; times < 2; times++) {
      expect(await ensure()).toEqual({ count: 1, refused: [] });
      const next = chatIdOf(team.id, chatIdOf(team.id));
      expect(wecom.state.groups.get(next)).toMatchObject({ members: ["ann", "bob"] });
      expect((await world.db.read.findOneByOrFail(Department, { id: team.id })).chatId).toBe(next);
    }
    expect(wecom.state.groups.size).toBe(2);
    expect(await told()).toEqual({ kind: "sent" });
  });

  it("are made for the other departments when one is refused, which is named with the reason", async () => {
    const [bad, good] = [await buildDepartment(world, { name: "仓储部" }), await buildDepartment(world)];
    await join(bad, "ann", "nobody-there");
    await join(good, "bob", "cat");

    expect(await ensure()).toEqual({ count: 1, refused: [{ name: "仓储部", errcode: 86007 }] });

    expect(groupOf(good)!.members).toEqual(["bob", "cat"]);
    const [stored] = await world.db.read.findBy(Department, { id: bad.id });
    expect(stored!.chatId).toBeNull();
  });
});
