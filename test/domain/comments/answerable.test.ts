import fc from "fast-check";
import { addComment } from "../../../domain/comments/addComment";
import { findOpenProblems } from "../../../domain/comments/findOpenProblems";
import type { Actor, Context } from "../../../domain/context";
import { findDue } from "../../../domain/goals/findDue";
import { goalPolicy } from "../../../domain/goals/goalPolicy";
import { loadGoals } from "../../../domain/goals/loadGoals";
import { newId } from "../../../domain/newId";
import { transact } from "../../../domain/transact";
import { Comment, Deputy, Notice, type Objective, type Role } from "../../../entities";
import { describeEngines } from "../../engines";
import { buildCycle, buildEmployee, buildGoal } from "../../factories";
import { monday, openWorld, type World } from "../../world";

const today = "2026-05-11";
/** By relation to who asks for help: below a manager, or at the top where nobody is above. */
const cast = ["manager", "deputy", "expected", "ended", "named", "peer", "hr", "executive", "operator"] as const;
type Who = (typeof cast)[number];

const table: [string, { isTop?: boolean; isRestricted?: boolean }, string][] = [
  //                                         mgr dep exp end nam peer hr exec oper
  ["below a manager", {}, "200 200 403 403 403 403 403 403 403"],
  ["below a manager, restricted", { isRestricted: true }, "200 404 404 404 404 404 403 404 404"],
  ["at the top", { isTop: true }, "403 403 403 403 403 403 200 200 403"],
  ["at the top, restricted", { isTop: true, isRestricted: true }, "404 404 404 404 404 404 200 404 404"],
];

describeEngines("Who answers a problem", (engine) => {
  let world: World;
  let cycleId: string;
  beforeAll(async () => {
    world = await openWorld(engine);
    cycleId = (await buildCycle(world)).id;
  });
  afterAll(() => world.close());
  beforeEach(async () => {
    world.clock.set(monday);
    await world.db.transaction(async (db) => {
      for (const rows of ["role_grants", "comments", "deputies", "notices"]) await db.query(`DELETE FROM ${rows}`);
    });
  });

  const as = <T>(actor: Actor, act: (ctx: Context) => Promise<T>) => transact(world.app, actor, act);
  const stand = (employeeId: string, deputyId: string, days: Partial<Deputy> = {}) =>
    world.db.transaction((db) =>
      db.insert(Deputy, {
        id: newId(monday),
        ...{ employeeId, deputyId, startsOn: today, endsOn: today, createdAt: monday, endedAt: null },
        ...days,
      }),
    );
  const ask = ({ id, ownerId }: Objective) =>
    world.db.transaction((db) =>
      db.insert(Comment, {
        ...{ id: newId(monday), objectiveId: id, authorId: ownerId, kind: "problem" as const },
        ...{ text: "缺人手", at: monday },
      }),
    );
  const dueOf = async (actor: Actor) => {
    const { due } = await findDue({ db: world.db.read }, actor.id, today, 100);
    return due.filter(({ kind }) => kind === "problem").map(({ goalId }) => goalId);
  };

  async function people(isTop: boolean) {
    const roles: Partial<Record<Who, Role>> = { hr: "hr", executive: "executive", operator: "operator" };
    const found = {} as Record<Who, Actor>;
    const root = await buildEmployee(world);
    for (const who of cast)
      found[who] = await buildEmployee(world, {
        managerId: who === "manager" ? root.id : null,
        roles: roles[who] ? [roles[who]] : [],
      });
    const owner = await buildEmployee(world, { managerId: isTop ? null : found.manager.id });
    await stand(found.manager.id, found.deputy.id);
    await stand(found.manager.id, found.expected.id, { startsOn: "2026-05-12", endsOn: "2026-05-12" });
    await stand(found.manager.id, found.ended.id, { endedAt: monday });
    await stand(root.id, found.named.id);
    await stand(owner.id, found.named.id);
    return { ...found, owner };
  }

  describe.each(table)("%s", (_, { isTop = false, isRestricted = false }, statuses) => {
    it.each(cast.map((who, at) => [who, Number(statuses.split(" ")[at])] as const))("%s: %i", async (who, status) => {
      const everybody = await people(isTop);
      const goal = await buildGoal(world, { cycleId, ownerId: everybody.owner.id, isRestricted });
      await ask(goal);
      const actor = everybody[who];
      const isListed = status === 200 ? [goal.id] : [];
      expect(await dueOf(actor)).toEqual(isListed);
      const problems = await findOpenProblems({ db: world.db.read, actor }, everybody.owner.id, today);
      expect(problems.map(({ goalId }) => goalId)).toEqual(isListed);
      const answer = as(actor, (ctx) => addComment(ctx, goal.id, { kind: "answer", text: "我来" }));
      expect(await answer.then(() => 200).catch((error) => error.status)).toBe(status);
      expect(await dueOf(actor)).toEqual([]);
    });
  });

  it("tells somebody who may answer, and of a restricted goal no deputy nor executive", async () => {
    const told = async (isTop: boolean, isRestricted: boolean) => {
      await world.db.transaction((db) => db.query("DELETE FROM notices"));
      const everybody = await people(isTop);
      const goal = await buildGoal(world, { cycleId, ownerId: everybody.owner.id, isRestricted });
      await as(everybody.owner, (ctx) => addComment(ctx, goal.id, { kind: "problem", text: "缺人手" }));
      const [notice] = await world.db.read.find(Notice);
      return Object.entries(everybody).find(([, { id }]) => id === notice?.employeeId)?.[0];
    };
    expect(await told(false, false)).toBe("deputy");
    expect(await told(false, true)).toBe("manager");
    await world.db.transaction((db) => db.query("DELETE FROM role_grants"));
    expect(await told(true, false)).toBe("executive");
    await world.db.transaction((db) => db.query("DELETE FROM role_grants"));
    expect(await told(true, true)).toBe("hr");
  });

  const size = 6;
  const index = fc.integer({ min: 0, max: size - 1 });
  const companies = fc.record({
    /** Whom each answers to: somebody before them, or nobody. */
    managers: fc.array(fc.option(index, { nil: undefined }), { minLength: size, maxLength: size }),
    roles: fc.array(fc.tuple(index, fc.constantFrom<Role>("hr", "executive")), { maxLength: 3 }),
    deputies: fc.array(fc.tuple(index, index, fc.constantFrom(-1, 0, 1)), { maxLength: 5 }),
    restricted: fc.uniqueArray(index, { maxLength: 3 }),
  });

  it("is the same in the list of what waits as in the policy", async () => {
    await fc.assert(
      fc.asyncProperty(companies, async ({ managers, roles, deputies, restricted }) => {
        await world.db.transaction(async (db) => {
          for (const rows of ["role_grants", "deputies", "comments"]) await db.query(`DELETE FROM ${rows}`);
        });
        const actors: Actor[] = [];
        for (const [at, above] of managers.entries())
          actors.push(
            await buildEmployee(world, {
              managerId: above === undefined || above >= at ? null : actors[above]!.id,
              roles: [...new Set(roles.flatMap(([who, role]) => (who === at ? [role] : [])))],
            }),
          );
        for (const [from, to, shift] of deputies.filter(([from, to]) => from !== to)) {
          const day = `2026-05-${11 + shift}`;
          await stand(actors[from]!.id, actors[to]!.id, { startsOn: day, endsOn: day });
        }
        const ids: string[] = [];
        for (const [at, { id: ownerId }] of actors.entries()) {
          const goal = await buildGoal(world, { cycleId, ownerId, isRestricted: restricted.includes(at) });
          await ask(goal);
          ids.push(goal.id);
        }
        const goals = await loadGoals({ db: world.db.read, now: monday, company: world.app.company }, ids);
        for (const actor of actors) {
          const mine = goals.filter(
            (goal) =>
              goal.objective.ownerId !== actor.id && goalPolicy.read(actor, goal) && goalPolicy.comment(actor, goal),
          );
          expect((await dueOf(actor)).sort()).toEqual(mine.map(({ objective }) => objective.id).sort());
        }
      }),
      { numRuns: engine === "sqlite" ? 60 : 15 },
    );
  });
});
