import { composeNotice } from "../../bot/composeNotice";
import { Alert, Alignment, type Employee, Notice } from "../../entities";
import { alertLagging } from "../../jobs/alertLagging";
import { deliverNotices } from "../../jobs/deliverNotices";
import { nudgeDaily } from "../../jobs/nudgeDaily";
import { runOnce } from "../../jobs/runOnce";
import { describeEngines } from "../engines";
import { buildCycle, buildEmployee, buildGoal } from "../factories";
import { openWorld, type World } from "../world";

const at = (text: string) => new Date(`${text}:00+08:00`);

describeEngines("Alerts", (engine) => {
  let world: World;
  let cycleId: string;
  beforeEach(async () => {
    world = await openWorld(engine);
    cycleId = (await buildCycle(world)).id;
  });
  afterEach(() => world.close());

  const behind = { current: 10_000, reportedOn: "2026-05-10" };
  const goalOf = (owner: Employee, overrides = {}) =>
    buildGoal(world, { ownerId: owner.id, cycleId, keyResults: [behind], ...overrides });
  const look = async (slot: string) => {
    world.clock.set(at(slot));
    await runOnce(world.app, alertLagging, at(slot));
    await deliverNotices(world.app);
  };
  /** In no order of their own. */
  const said = () =>
    world.sent
      .map((delivery) => {
        const message = composeNotice(delivery, "http://x");
        return message?.kind === "text" ? message.text : JSON.stringify(message);
      })
      .sort();

  it("tell nobody who has left, and still tell the owner of the goal above", async () => {
    const boss = await buildEmployee(world);
    const gone = await buildEmployee(world, { status: "left", wecomUserId: null });
    const parent = await goalOf(boss, { keyResults: [] });
    const above = await goalOf(gone, { keyResults: [] });
    const owner = await buildEmployee(world);
    const pairs = [
      [await goalOf(gone), parent],
      [await goalOf(owner), above],
    ] as const;
    await world.db.transaction(async (db) => {
      for (const [index, [goal, served]] of pairs.entries())
        await db.insert(Alignment, {
          id: `a${index}`,
          objectiveId: goal.id,
          parentObjectiveId: served.id,
          parentKeyResultId: null,
          share: 10_000,
        });
    });
    await look("2026-05-11T10:07");
    const notices = await world.db.read.findBy(Notice, { template: "lagAlert" });
    expect(notices.map(({ employeeId, state }) => [employeeId, state]).sort()).toEqual(
      [
        [boss.id, "sent"],
        [owner.id, "sent"],
      ].sort(),
    );
  });

  it("of two goals with the same key result and the same figures are never the same words", async () => {
    const owner = await buildEmployee(world);
    await goalOf(owner, { title: "门店第一" });
    await goalOf(owner, { title: "线上第一" });
    await look("2026-05-11T10:07");
    expect(said()).toEqual([
      expect.stringContaining("《线上第一》的 GMV"),
      expect.stringContaining("《门店第一》的 GMV"),
    ]);
    world.sent.length = 0;
    await world.db.transaction((db) =>
      db.query("UPDATE key_results SET current = ?, reportedOn = '2026-05-11'", [50_000 * 10_000]),
    );
    await look("2026-05-12T10:07");
    expect(said()).toEqual([
      expect.stringContaining("《线上第一》的 GMV 已经跟上"),
      expect.stringContaining("《门店第一》的 GMV 已经跟上"),
    ]);
    expect(await world.db.read.countBy(Alert, {})).toBe(2);
  });

  it("and nudges of two days with the same figures are not the same words either", async () => {
    await goalOf(await buildEmployee(world), { title: "门店第一" });
    for (const day of ["2026-05-11", "2026-05-12"]) {
      world.clock.set(at(`${day}T09:00`));
      await runOnce(world.app, nudgeDaily, at(`${day}T09:00`));
      world.clock.forward(60_000);
      await deliverNotices(world.app);
    }
    expect(said()).toEqual([
      expect.stringContaining('"2026-05-11 · 门店第一"'),
      expect.stringContaining('"2026-05-12 · 门店第一"'),
    ]);
  });
});
