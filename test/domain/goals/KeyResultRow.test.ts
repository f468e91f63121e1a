import { findKeyResultDays, findKeyResultRows } from "../../../domain/goals/KeyResultRow";
import { KeyResultDay } from "../../../entities";
import { describeEngines } from "../../engines";
import { buildEmployee, buildGoal } from "../../factories";
import { openWorld, type World } from "../../world";

describeEngines("Key results as figures see them", (engine) => {
  let world: World;
  let ownerId: string;
  beforeAll(async () => {
    world = await openWorld(engine);
    ownerId = (await buildEmployee(world)).id;
  });
  afterAll(() => world.close());

  const reader = () => ({ db: world.db.read, company: world.app.company });

  it.each([
    ["2026-05-10T16:30:00Z", "2026-05-11"],
    ["2026-05-11T15:59:59Z", "2026-05-11"],
    [null, "2026-05-01"],
  ])("count silence of a goal approved at %s from %s, the company's day", async (approvedAt, day) => {
    const { id } = await buildGoal(world, { ownerId, approvedAt: approvedAt === null ? null : new Date(approvedAt) });
    const [row] = await findKeyResultRows(reader(), "2026-05-12", "o.id = ?", [id]);
    expect(row?.activeOn).toBe(day);
  });

  it("tell where the value stood when each of the last two days ended", async () => {
    const { id, keyResults } = await buildGoal(world, {
      ownerId,
      keyResults: [{ current: 70, reportedOn: "2026-05-12" }, { current: 9, reportedOn: "2026-05-08" }, {}],
    });
    const days = [
      ["2026-05-09", 40],
      ["2026-05-11", 60],
      ["2026-05-12", 70],
    ] as const;
    await world.db.transaction((db) =>
      db.insert(
        KeyResultDay,
        days.map(([day, value]) => ({ keyResultId: keyResults[0]!.id, day, value })),
      ),
    );
    const rows = await findKeyResultDays(reader(), "2026-05-12", "o.id = ?", [id]);
    expect(rows.map(({ dayBefore, yesterday, current }) => [dayBefore, yesterday, current])).toEqual([
      [40, 60, 70],
      [9, 9, 9],
      [null, null, null],
    ]);
  });
});
