import { electionPolicy } from "../../../domain/elections/electionPolicy";
import { findElectorate, takesPart } from "../../../domain/elections/electorate";
import { findElection, findElections } from "../../../domain/elections/findElections";
import { newId } from "../../../domain/newId";
import { findActor } from "../../../domain/people/findActor";
import { Election } from "../../../entities";
import { describeEngines } from "../../engines";
import { buildDepartment, buildEmployee } from "../../factories";
import { openWorld, type World } from "../../world";

describeEngines("Who takes part in an election", (engine) => {
  let world: World;
  beforeAll(async () => {
    world = await openWorld(engine);
  });
  afterAll(() => world.close());

  it("is the same in the list, in the electorate, in the policy and on its own page", async () => {
    const top = await buildDepartment(world);
    const middle = await buildDepartment(world, { parentId: top.id });
    const low = await buildDepartment(world, { parentId: middle.id });
    const beside = await buildDepartment(world, { parentId: top.id });
    const away = await buildDepartment(world);
    const people = [];
    for (const departmentId of [top.id, middle.id, low.id, beside.id, away.id, null])
      people.push(await buildEmployee(world, { departmentId }));
    people.push(await buildEmployee(world, { departmentId: away.id, roles: ["hr"] }));
    people.push(
      await buildEmployee(world, { roles: ["executive"] }),
      await buildEmployee(world, { roles: ["operator"] }),
    );
    const elections: Election[] = [];
    for (const departmentKey of ["", top.id, middle.id, low.id, away.id]) {
      const row = {
        id: newId(world.clock.now()),
        month: "2026-05",
        departmentKey,
        seats: 1,
        state: "nominating",
      } as const;
      const at = world.clock.now();
      const later = new Date(at.getTime() + 86_400_000);
      const times = { createdAt: at, votesFrom: later, endsAt: new Date(later.getTime() + 1), closedAt: null };
      elections.push(Object.assign(new Election(), row, times, { createdById: people[0]!.id, result: null }));
    }
    await world.db.transaction((db) => db.insert(Election, elections));
    const leaver = await buildEmployee(world, { departmentId: low.id, status: "left" });

    let seen = 0;
    for (const election of elections) {
      const electorate = await findElectorate(world.db.read, election);
      expect(electorate).not.toContain(leaver.id);
      for (const person of people) {
        const actor = (await findActor(world.db.read, person.id))!;
        const reader = { db: world.db.read, now: world.clock.now(), company: world.app.company, actor };
        const isPart = await takesPart(world.db.read, election, actor);
        expect(electorate.includes(person.id)).toBe(isPart);
        const mayRead = electionPolicy.read(actor, { election, isPart });
        const listed = (await findElections(reader)).find((view) => view.election.id === election.id);
        expect(listed !== undefined).toBe(mayRead);
        if (listed) expect([listed.isPart, listed.abilities.nominate]).toEqual([isPart, isPart]);
        const own = findElection(reader, election.id).then(({ isPart: is }) => is);
        if (mayRead) expect(await own).toBe(isPart);
        else await expect(own).rejects.toMatchObject({ code: "election.notFound" });
        seen += Number(isPart);
      }
    }
    // Everybody in the company's, and in the others whoever sits there or below.
    expect(seen).toBe(9 + 4 + 2 + 1 + 2);
  });
});
