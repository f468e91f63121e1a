import { openElection } from "../../../domain/elections/openElection";
import { findActor } from "../../../domain/people/findActor";
import { transact } from "../../../domain/transact";
import { Department } from "../../../entities";
import { describeEngines } from "../../engines";
import { buildDepartment, buildEmployee } from "../../factories";
import { ask, serveApi, tokenFor } from "../../server/serveApi";
import { monday, openWorld, type World } from "../../world";

describeEngines("The plan of an election", (engine) => {
  let world: World;
  let hr: Awaited<ReturnType<typeof buildEmployee>>;
  beforeEach(async () => {
    world = await openWorld(engine);
    world.clock.set(monday);
    hr = await buildEmployee(world, { roles: ["hr"] });
  });
  afterEach(() => world.close());

  const plan = { month: "2026-05", departmentId: null, seats: 1, nominateUntil: "2026-05-12", voteUntil: "2026-05-14" };
  const open = async (changes: object) => {
    const actor = (await findActor(world.db.read, hr.id))!;
    return transact(world.app, actor, (ctx) => openElection(ctx, { ...plan, ...changes }));
  };
  const list = async () => (await ask(serveApi(world), "GET /elections", await tokenFor(world, hr))).body;

  it("leaves a work day to nominate on and one to vote on", async () => {
    const refused = { status: 422 };
    await expect(open({ nominateUntil: "2026-05-15", voteUntil: "2026-05-17" })).rejects.toMatchObject({
      ...refused,
      code: "election.voteOnRestDays",
    });
    await open({ nominateUntil: "2026-05-15", voteUntil: "2026-05-18" });
    world.clock.set("2026-05-16T02:00:00Z");
    await expect(
      open({ month: "2026-06", nominateUntil: "2026-05-17", voteUntil: "2026-05-20" }),
    ).rejects.toMatchObject({
      ...refused,
      code: "election.nominateOnRestDays",
    });
    await open({ month: "2026-06", nominateUntil: "2026-05-18", voteUntil: "2026-05-20" });
  });

  it("is offered in work days", async () => {
    expect((await list()).usualDays).toEqual({ nominateUntil: "2026-05-13", voteUntil: "2026-05-15" });
    world.clock.set("2026-05-14T02:00:00Z");
    expect((await list()).usualDays).toEqual({ nominateUntil: "2026-05-18", voteUntil: "2026-05-20" });
  });

  it("is about a month not far away, and a department that is there", async () => {
    for (const month of ["2099-12", "1999-01", "2026-03", "2026-08"])
      await expect(open({ month })).rejects.toMatchObject({ status: 422, code: "election.month" });
    for (const month of ["2026-04", "2026-05", "2026-06", "2026-07"]) await open({ month });
    const gone = await buildDepartment(world, { archivedAt: monday });
    await expect(open({ departmentId: gone.id })).rejects.toMatchObject({ code: "department.notFound" });
    world.clock.set("2026-12-07T02:00:00Z");
    await open({ month: "2027-02", nominateUntil: "2026-12-08", voteUntil: "2026-12-10" });
  });

  it("offers the whole company once", async () => {
    const root = await buildDepartment(world, { name: "公司" });
    const team = await buildDepartment(world, { name: "运营部", parentId: root.id });
    const offered = async () => (await list()).departments.map(({ id }: { id: string }) => id);
    expect(await offered()).toEqual([team.id]);
    await world.db.transaction((db) => db.update(Department, team.id, { parentId: null }));
    expect((await offered()).sort()).toEqual([root.id, team.id].sort());
  });
});
