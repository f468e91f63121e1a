import { recordCheckIn } from "../../../domain/checkIns/recordCheckIn";
import { retractCheckIn } from "../../../domain/checkIns/retractCheckIn";
import type { Actor, Context } from "../../../domain/context";
import { transact } from "../../../domain/transact";
import { Award } from "../../../entities";
import { deliverNotices } from "../../../jobs/deliverNotices";
import { describeEngines } from "../../engines";
import { buildCycle, buildDepartment, buildEmployee, buildGoal } from "../../factories";
import { monday, openWorld, type World } from "../../world";

describeEngines("A target that is reached and taken back again and again", (engine) => {
  let world: World;
  let staff: Actor;
  let cycleId: string;
  beforeAll(async () => {
    world = await openWorld(engine);
  });
  afterAll(() => world.close());
  beforeEach(async () => {
    world.clock.set(monday);
    const { id: departmentId } = await buildDepartment(world, { chatId: "team" });
    staff = await buildEmployee(world, { departmentId });
    cycleId = (await buildCycle(world)).id;
  });

  const as = <T>(run: (ctx: Context) => Promise<T>) => {
    world.clock.forward(2000);
    return transact(world.app, staff, run);
  };
  async function build() {
    const goal = await buildGoal(world, { ownerId: staff.id, cycleId });
    return goal.keyResults[0]!.id;
  }
  /** Reports and takes back, and everybody is told at once; answers what was told to the team, and to the person. */
  async function flap(keyResultId: string, times: number) {
    world.sent.length = 0;
    for (let round = 0; round < times; round++) {
      const report = { keyResultId, operation: "set" as const, amount: 100_000 * 10_000, source: "web" as const };
      const { checkIn } = await as((ctx) => recordCheckIn(ctx, { ...report, occurredAt: ctx.now }));
      await deliverNotices(world.app);
      expect(await world.db.read.countBy(Award, { fact: `reached:${keyResultId}` })).toBe(1);
      await as((ctx) => retractCheckIn(ctx, checkIn.id));
      await deliverNotices(world.app);
    }
    const told = (isTeam: boolean) =>
      world.sent.filter(({ team }) => (team !== null) === isTeam).map(({ notice }) => notice.template);
    return { team: told(true), person: told(false) };
  }
  const once = ["badgeAnnounced", "badgeRevokedAnnounced"];

  it("is told the team once a day, and the person each time", async () => {
    const keyResultId = await build();
    const told = await flap(keyResultId, 5);
    expect(told.team).toEqual(once);
    expect(told.person).toEqual(Array.from({ length: 5 }, () => ["badgeEarned", "badgeRevoked"]).flat());
    world.clock.forward(86_400_000);
    expect((await flap(keyResultId, 2)).team).toEqual(once);
  });

  it("keeps the team from hearing of no other target", async () => {
    await flap(await build(), 1);
    expect((await flap(await build(), 2)).team).toEqual(once);
  });
});
