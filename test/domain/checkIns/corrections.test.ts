import { importMetricValues } from "../../../domain/metrics/importMetricValues";
import { newId } from "../../../domain/newId";
import { transact } from "../../../domain/transact";
import { Award, type Employee, KeyResult, Metric, Notice } from "../../../entities";
import { deliverNotices } from "../../../jobs/deliverNotices";
import { describeEngines } from "../../engines";
import { buildCycle, buildDepartment, buildEmployee, buildGoal } from "../../factories";
import { monday, openWorld, type World } from "../../world";

describeEngines("A figure that was imported wrong and corrected", (engine) => {
  let world: World;
  let staff: Employee;
  let departmentId: string;
  let keyResultId: string;
  let code: string;
  beforeAll(async () => {
    world = await openWorld(engine);
  });
  afterAll(() => world.close());
  beforeEach(async () => {
    world.clock.set(monday);
    departmentId = (await buildDepartment(world, { chatId: "team" })).id;
    staff = await buildEmployee(world, { departmentId });
  });

  /** A goal of 5 whose figure is a rate, or adds up. */
  async function build(accumulation: "last" | "sum") {
    const shared = { unit: "%", direction: "higher", accumulation, accrues: "every-day" } as const;
    code = newId(monday);
    await world.db.transaction((db) => db.insert(Metric, { ...shared, id: code, code, name: "转化率" }));
    const keyResults = [{ metricId: code, unit: "%", accumulation, start: 20_000, target: 50_000 }];
    const { id: cycleId } = await buildCycle(world);
    const goal = await buildGoal(world, { ownerId: staff.id, cycleId, keyResults });
    keyResultId = goal.keyResults[0]!.id;
  }
  const bring = (value: string, day = "2026-05-09", source = "导入") => {
    world.clock.forward(60_000);
    const subject = { subjectKind: "employee", subjectId: staff.id } as const;
    const rows = [{ row: 2, day, value }];
    return transact(world.app, null, (work) =>
      importMetricValues(work, { metricCode: code, ...subject, source, rows }),
    );
  };
  const keyResult = () => world.db.read.findOneByOrFail(KeyResult, { id: keyResultId });
  const stars = async () =>
    (await world.db.read.find(Award, { where: { employeeId: staff.id }, order: { id: "ASC" } })).map(
      ({ revokedAt }) => revokedAt === null,
    );
  const told = (template: string) =>
    world.db.read.countBy(Notice, [
      { template, employeeId: staff.id },
      { template, departmentId },
    ]);

  it.each(["last", "sum"] as const)("has reached nothing, and takes its badge back visibly (%s)", async (kind) => {
    await build(kind);
    await bring("50");
    expect((await keyResult()).reachedAt).not.toBeNull();
    await deliverNotices(world.app);
    await bring("3.1");
    expect(await keyResult()).toMatchObject({ current: 31_000, reachedAt: null });
    expect(await stars()).toEqual([false]);
    expect([await told("badgeRevoked"), await told("badgeRevokedAnnounced")]).toEqual([1, 1]);
    // Said again it is still corrected; corrected back it counts.
    await bring("3.1");
    expect((await keyResult()).reachedAt).toBeNull();
    await bring("50");
    expect(await stars()).toEqual([false, true]);
  });

  it("leaves reached what another day's figure, or the correction itself, shows too", async () => {
    await build("last");
    await bring("50");
    await bring("5.2");
    await bring("6", "2026-05-10");
    expect(await keyResult()).toMatchObject({ current: 60_000, reachedAt: new Date("2026-05-09T15:59:59.999Z") });
    await bring("3.1");
    expect(await keyResult()).toMatchObject({ current: 60_000, reachedAt: new Date("2026-05-10T15:59:59.999Z") });
    expect(await stars()).toEqual([true]);
  });

  it("is corrected by another source as well where the last one holds", async () => {
    await build("last");
    await bring("50");
    await bring("3.1", "2026-05-09", "erp");
    expect(await keyResult()).toMatchObject({ current: 31_000, reachedAt: null });
  });

  it("takes nothing from what a person said of the same day", async () => {
    await build("last");
    await world.db.transaction((db) =>
      db.query(
        `INSERT INTO check_ins (id, keyResultId, reportedById, businessDay, operation, amount, source, occurredAt, recordedAt)
         VALUES (?, ?, ?, '2026-05-09', 'set', 55000, 'web', '2026-05-09 08:00:00.000', '2026-05-09 08:00:00.000')`,
        [newId(monday), keyResultId, staff.id],
      ),
    );
    await bring("50");
    await bring("3.1");
    expect(await keyResult()).toMatchObject({ current: 31_000, reachedAt: new Date("2026-05-09T08:00:00Z") });
  });
});
