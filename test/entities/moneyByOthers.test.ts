import { newId } from "../../domain/newId";
import { AwardRule, CheckIn, Event, KeyResult, Setting } from "../../entities";
import { MoneyByOthers1764337000000 } from "../../entities/migrations/1764337000000-MoneyByOthers";
import { describeEngines } from "../engines";
import { buildCycle, buildEmployee, buildGoal } from "../factories";
import { openWorld, type World } from "../world";

describeEngines("The migration for money by others", (engine) => {
  let world: World;
  beforeAll(async () => {
    world = await openWorld(engine);
  });
  afterAll(() => world.close());

  it("knows makers from the events, in doubt a person's own report, and lets go on from when it was last said", async () => {
    const at = world.clock.now();
    const owner = await buildEmployee(world);
    const goal = await buildGoal(world, { ownerId: owner.id, cycleId: (await buildCycle(world)).id });
    const keyResultId = goal.keyResults[0]!.id;
    const report = { keyResultId, businessDay: "2026-05-11", operation: "set", amount: 1, confidence: null };
    const common = { ...report, retractsId: null, occurredAt: at, recordedAt: at };
    const [first, own] = [newId(at, 1), newId(at, 2)];
    const rule = { kind: "ideaAccepted", parameters: {}, badgeCode: "bright-idea", personMonthCap: 1, monthCap: 1 };
    const event = { subjectId: "r1", via: "web", data: {}, at };
    const upAgain = () => world.db.transaction((db) => new MoneyByOthers1764337000000().up(db.queryRunner!));
    await world.db.transaction(async (db) => {
      await db.insert(CheckIn, [
        { ...common, id: first, source: "import", reportedById: owner.id },
        { ...common, id: own, source: "web", reportedById: owner.id },
      ] as never);
      await db.update(KeyResult, keyResultId, { reachedAt: at, reachedById: null });
      const made = { createdById: "b", approvedById: "d", createdAt: at, activeFrom: null, amountFen: 100 };
      await db.insert(AwardRule, { ...rule, ...made, id: "r1", name: "奖", state: "draft" } as never);
      const said = { "rule.created": "a", "rule.edited": "b", "rule.submitted": "c", "rule.paused": "x" };
      for (const [name, actorId] of Object.entries(said))
        await db.insert(Event, { ...event, id: newId(at), name, actorId } as never);
      await db.upsert(Setting, { key: "budgetCarry", value: { percent: 50 }, updatedAt: at }, ["key"]);
    });
    for (let times = 0; times < 2; times++) await upAgain();
    expect((await world.db.read.findOneByOrFail(KeyResult, { id: keyResultId })).reachedById).toBe(own);
    const { writerIds, makerIds } = await world.db.read.findOneByOrFail(AwardRule, { id: "r1" });
    expect([writerIds?.sort(), makerIds?.sort()]).toEqual([
      ["a", "b"],
      ["a", "b", "c", "d"],
    ]);
    const { value } = await world.db.read.findOneByOrFail(Setting, { key: "budgetCarry" });
    expect(value).toEqual({ percent: 50, from: "2026-05" });
  });
});
