import { recordCheckIn } from "../../domain/checkIns/recordCheckIn";
import { retractCheckIn } from "../../domain/checkIns/retractCheckIn";
import type { Actor } from "../../domain/context";
import { newId } from "../../domain/newId";
import { transact } from "../../domain/transact";
import { CheckIn, KeyResult } from "../../entities";
import { ConfirmedReports1764350000000 } from "../../entities/migrations/1764350000000-ConfirmedReports";
import { describeEngines } from "../engines";
import { buildCycle, buildEmployee, buildGoal } from "../factories";
import { openWorld, type World } from "../world";

describeEngines("The migration for confirmed reports", (engine) => {
  let world: World;
  beforeAll(async () => {
    world = await openWorld(engine);
  });
  afterAll(() => world.close());

  it("finds what confirms the targets that were reached before, as reports are folded, and no corrected import", async () => {
    const manager = await buildEmployee(world);
    const owner = await buildEmployee(world, { managerId: manager.id });
    const cycleId = (await buildCycle(world)).id;
    const build = async () => (await buildGoal(world, { ownerId: owner.id, cycleId })).keyResults[0]!.id;
    const report = (actor: Actor, keyResultId: string, value: number, operation: "set" | "add" = "set") => {
      world.clock.forward(1000);
      const said = { keyResultId, operation, amount: value * 10_000, source: "web" as const };
      return transact(world.app, actor, (ctx) => recordCheckIn(ctx, { ...said, occurredAt: ctx.now }));
    };
    const [own, vouched, less, added, late, back, wrong] = await Promise.all(Array.from({ length: 7 }, build));
    await report(owner, own!, 100_000);
    await report(manager, vouched!, 100_000);
    for (const [actor, value] of [
      [owner, 120_000],
      [manager, 110_000],
    ] as const)
      await report(actor, late!, value);
    await report(owner, less!, 120_000);
    await report(manager, less!, 1, "add");
    await report(manager, added!, 60_000);
    await report(manager, added!, 50_000, "add");
    await report(owner, back!, 100_000);
    const { checkIn } = await report(manager, back!, 100_000);
    await transact(world.app, manager, (ctx) => retractCheckIn(ctx, checkIn.id));
    const at = world.clock.now();
    const imported = { keyResultId: wrong!, reportedById: owner.id, businessDay: "2026-05-10", operation: "set" };
    const first = newId(at, 1);
    await world.db.transaction(async (db) => {
      const rest = { source: "import", retractsId: null, confidence: null, occurredAt: at, recordedAt: at };
      await db.insert(CheckIn, [
        { ...imported, ...rest, id: first, amount: 1_000_000_000 },
        { ...imported, ...rest, id: newId(at, 2), amount: 1 },
      ] as never);
      await db.update(KeyResult, wrong!, { reachedAt: at, reachedById: first });
    });
    const confirmed = async () =>
      new Map((await world.db.read.find(KeyResult)).map(({ id, confirmedById }) => [id, confirmedById]));
    const folded = await confirmed();
    expect([own, vouched, less, added, late, back, wrong].map((id) => folded.get(id!) !== null)).toEqual([
      ...[false, true, false, true, true, false],
      false,
    ]);
    await world.db.transaction(async (db) => {
      await db.query("UPDATE key_results SET confirmedById = NULL");
      await new ConfirmedReports1764350000000().up(db.queryRunner!);
    });
    expect(await confirmed()).toEqual(folded);
  });
});
