import { closeElection } from "../../../domain/elections/closeElection";
import { nominate } from "../../../domain/elections/nominate";
import { openElection } from "../../../domain/elections/openElection";
import { startVoting } from "../../../domain/elections/startVoting";
import { vote } from "../../../domain/elections/vote";
import { findActor } from "../../../domain/people/findActor";
import { transact } from "../../../domain/transact";
import { Notice } from "../../../entities";
import { describeEngines } from "../../engines";
import { buildDepartment, buildEmployee } from "../../factories";
import { monday, openWorld, type World } from "../../world";

describeEngines("The teams that hear of an election", (engine) => {
  let world: World;
  beforeEach(async () => {
    world = await openWorld(engine);
    world.clock.set(monday);
  });
  afterEach(() => world.close());

  /** A company of eight teams: three with a chat of their own, a room, and four without, one of them empty. */
  async function buildTeams() {
    const root = await buildDepartment(world, { name: "公司", chatId: "root" });
    const parentId = root.id;
    const [a, b] = [
      await buildDepartment(world, { name: "甲", parentId, chatId: "a" }),
      await buildDepartment(world, { name: "乙", parentId, chatId: "b" }),
    ];
    const below = await buildDepartment(world, { name: "甲一", parentId: a.id });
    const beside = await buildDepartment(world, { name: "甲二", parentId: a.id });
    const room = await buildDepartment(world, { name: "丙", parentId, roomId: "room" });
    await buildDepartment(world, { name: "空", parentId });
    const plain = await buildDepartment(world, { name: "丁", parentId });
    await buildDepartment(world, { name: "旧", parentId, chatId: "old", archivedAt: monday });
    const people = [];
    for (const { id } of [below, beside, b, room, plain]) people.push(await buildEmployee(world, { departmentId: id }));
    return { root, a, below, people };
  }
  async function elect(departmentId: string | null, people: readonly { id: string }[]) {
    const hr = await buildEmployee(world, { roles: ["hr"] });
    const as = async (id: string) => (await findActor(world.db.read, id))!;
    const plan = { month: "2026-05", departmentId, seats: 1, nominateUntil: "2026-05-12", voteUntil: "2026-05-14" };
    const { id } = await transact(world.app, await as(hr.id), (ctx) => openElection(ctx, plan));
    const [first, second] = people;
    const proposal = { employeeId: second!.id, reason: "好" };
    await transact(world.app, await as(first!.id), (ctx) => nominate(ctx, id, proposal));
    world.clock.set("2026-05-13T02:00:00Z");
    await transact(world.app, null, (work) => startVoting(work, id));
    await transact(world.app, await as(first!.id), (ctx) => vote(ctx, id, second!.id));
    world.clock.set("2026-05-15T02:00:00Z");
    await transact(world.app, null, (work) => closeElection(work, id));
  }
  const told = async (template: string) => {
    const notices = await world.db.read.findBy(Notice, { template });
    const names: { id: string; name: string }[] = await world.db.read.query("SELECT id, name FROM departments");
    return notices.map(({ departmentId }) => names.find(({ id }) => id === departmentId)!.name).sort();
  };

  it("are all who take part, each chat once, and by the webhook one for all that have none", async () => {
    const { people } = await buildTeams();
    await elect(null, people);
    for (const template of ["electionAnnounced", "electionResult"])
      expect(await told(template)).toEqual(["公司", "甲", "乙", "丙", "丁"].sort());
  });

  it("are those of a department and below it", async () => {
    const { a, people } = await buildTeams();
    await elect(a.id, people);
    for (const template of ["electionAnnounced", "electionResult"])
      expect((await told(template)).map((name) => name.slice(0, 1))).toEqual(["甲", "甲"]);
  });
});
