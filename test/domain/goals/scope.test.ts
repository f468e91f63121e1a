import fc from "fast-check";
import type { Actor } from "../../../domain/context";
import { findApprovals } from "../../../domain/goals/findApprovals";
import { findGoal, findGoals } from "../../../domain/goals/findGoals";
import { findTeam } from "../../../domain/goals/findTeam";
import { goalAbilities, goalPolicy } from "../../../domain/goals/goalPolicy";
import { loadGoals } from "../../../domain/goals/loadGoals";
import { newId } from "../../../domain/newId";
import { findLinesAbove } from "../../../domain/people/findLineAbove";
import { Approval, type ObjectiveStatus, objectiveStatuses } from "../../../entities";
import { describeEngines } from "../../engines";
import { buildCycle, buildEmployee, buildGoal } from "../../factories";
import { openWorld, type World } from "../../world";

/** A small company: whom each person answers to is an earlier one, or nobody. */
const companies = fc.record({
  people: fc.array(
    fc.record({ above: fc.option(fc.nat(6)), isHr: fc.boolean(), hasLeft: fc.nat(3).map((one) => one === 0) }),
    { minLength: 3, maxLength: 7 },
  ),
  goals: fc.array(
    fc.record({
      owner: fc.nat(6),
      isRestricted: fc.boolean(),
      status: fc.constantFrom<ObjectiveStatus>(...objectiveStatuses),
      asked: fc.option(fc.record({ by: fc.nat(6), isDecided: fc.boolean() })),
    }),
    { minLength: 1, maxLength: 6 },
  ),
});

/** A restricted goal that somebody owns, was asked about, stood above twice, sees as HR, or has no part in. */
const everySide: typeof companies extends fc.Arbitrary<infer Company> ? Company : never = {
  people: [null, 0, 1, null, null, null].map((above, index) => ({ above, isHr: index === 3, hasLeft: false })),
  goals: [
    { owner: 2, isRestricted: true, status: "submitted", asked: { by: 4, isDecided: false } },
    { owner: 2, isRestricted: true, status: "active", asked: { by: 4, isDecided: true } },
  ],
};

describeEngines("What a person may read", (engine) => {
  let world: World;
  let cycleId: string;
  beforeAll(async () => {
    world = await openWorld(engine);
    cycleId = (await buildCycle(world)).id;
  });
  afterAll(() => world.close());

  async function build({ people, goals }: typeof companies extends fc.Arbitrary<infer One> ? One : never) {
    const cast: Actor[] = [];
    for (const { above, isHr, hasLeft } of people)
      cast.push(
        await buildEmployee(world, {
          reportsToId: (above !== null && cast[above]?.id) || null,
          roles: isHr ? ["hr"] : [],
          status: hasLeft ? "left" : "active",
        }),
      );
    const person = (index: number) => cast[index % cast.length]!;
    const ids: string[] = [];
    for (const { owner, isRestricted, status, asked } of goals) {
      const { id } = await buildGoal(world, { ownerId: person(owner).id, cycleId, isRestricted, status });
      ids.push(id);
      if (!asked) continue;
      const approval = {
        id: newId(world.clock.now()),
        objectiveId: id,
        approverId: person(asked.by).id,
        requestedAt: world.clock.now(),
      };
      await world.db.transaction((db) =>
        db.insert(Approval, { ...approval, decision: asked.isDecided ? "approved" : null }),
      );
    }
    return { cast, ids };
  }

  it("is the same by the statement that finds and by the rule that decides", async () => {
    await fc.assert(
      fc.asyncProperty(companies, async (company) => {
        const { cast, ids } = await build(company);
        const goals = await loadGoals({ ...world.app, db: world.db.read, now: world.clock.now() }, ids);
        const lines = await findLinesAbove(
          world.db.read,
          cast.map(({ id }) => id),
        );
        for (const actor of cast) {
          const reader = { db: world.db.read, now: world.clock.now(), company: world.app.company, actor };
          const readable = goals.filter((goal) => goalPolicy.read(actor, goal)).map(({ objective }) => objective.id);
          const found = await findGoals(reader, { ids, statuses: [] });
          expect(found.map(({ objective }) => objective.id)).toEqual(readable);
          const hidden = ids.find((id) => !readable.includes(id));
          if (hidden) await expect(findGoal(reader, hidden)).rejects.toMatchObject({ code: "goal.notFound" });
          // Nobody may do anything with what they may not read, nor decide on what is theirs.
          for (const goal of goals) {
            const { read, ...rest } = goalAbilities(actor, goal, reader.now);
            if (!read) expect(Object.values(rest)).not.toContain(true);
            if (goal.owner.id === actor.id)
              expect([rest.approve, rest.return, rest.undoApproval]).toEqual([false, false, false]);
          }
          const waiting = goals.filter(({ approval }) => approval?.approverId === actor.id);
          const asked = (await findApprovals(reader)).map(({ objective }) => objective.id);
          expect(asked.sort()).toEqual(waiting.map(({ objective }) => objective.id).sort());
          const below = cast.filter(({ id, status }) => status === "active" && lines.get(id)?.includes(actor.id));
          const { members } = await findTeam(reader, actor.id);
          expect(members.map(({ id }) => id).sort()).toEqual(below.map(({ id }) => id).sort());
        }
      }),
      { numRuns: engine === "sqlite" ? 12 : 4, examples: [[everySide]] },
    );
  });

  it("narrows by owner, state and page, and never widens", async () => {
    const [actor, other] = [await buildEmployee(world), await buildEmployee(world)];
    const ids: string[] = [];
    for (const status of ["draft", "active", "archived"] as const)
      for (const owner of [actor, other]) {
        world.clock.forward(1);
        ids.push((await buildGoal(world, { ownerId: owner.id, cycleId, status, isRestricted: owner === other })).id);
      }
    const reader = { db: world.db.read, now: world.clock.now(), company: world.app.company, actor };
    const found = async (filter: Parameters<typeof findGoals>[1]) =>
      (await findGoals(reader, { ids, ...filter })).map(({ objective }) => ids.indexOf(objective.id));
    expect(await found({})).toEqual([2, 0]);
    expect(await found({ statuses: [] })).toEqual([4, 2, 0]);
    expect(await found({ statuses: ["archived"] })).toEqual([4]);
    expect(await found({ ownerId: other.id, statuses: [] })).toEqual([]);
    expect(await found({ statuses: [], limit: 2 })).toEqual([4, 2]);
    expect(await found({ statuses: [], after: ids[2] })).toEqual([0]);
  });
});
