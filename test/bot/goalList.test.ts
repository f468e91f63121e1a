import { newId } from "../../domain/newId";
import { Objective } from "../../entities";
import { deliverNotices } from "../../jobs/deliverNotices";
import { describeEngines } from "../engines";
import { buildCycle, buildEmployee, buildGoal } from "../factories";
import { openWorld, type World } from "../world";

describeEngines("我的目标", (engine) => {
  let world: World;
  beforeAll(async () => {
    world = await openWorld(engine);
  });
  afterAll(() => world.close());

  it("lists a hundred goals and says that there are more, where there are", async () => {
    const owner = await buildEmployee(world);
    const { id: cycleId } = await buildCycle(world);
    const { keyResults: _, ...objective } = await buildGoal(world, {
      ownerId: owner.id,
      cycleId,
      title: "守住老客",
      status: "draft",
    });
    const copy = (times: number) =>
      world.db.transaction((db) =>
        db.insert(
          Objective,
          Array.from({ length: times }, () => ({ ...objective, id: newId(world.clock.now()) })),
        ),
      );
    await copy(99);
    const list = async (key: string) => {
      world.sent.length = 0;
      const common = { channel: "wecom", userId: owner.wecomUserId ?? "", at: world.clock.now() } as const;
      await world.bot.receive({ ...common, key, text: "我的目标" });
      await deliverNotices(world.app);
      return world.sent.map(({ notice }) => (notice.data.message as { text: string }).text).join("\n");
    };
    expect(await list("g1")).not.toContain("还有");
    await copy(1);
    const text = await list("g2");
    expect(text).toContain("……还有更早的目标，这里只列最近的 100 个。");
    expect(text.match(/守住老客/g)).toHaveLength(100);
  });
});
