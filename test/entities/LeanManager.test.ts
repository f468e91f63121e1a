import fc from "fast-check";
import { EntityManager, type FindManyOptions, In, IsNull, LessThan, Like, MoreThanOrEqual, Not } from "typeorm";
import { KeyResult, Notice, type NoticeKind } from "../../entities";
import { describeEngines } from "../engines";
import { buildEmployee, buildGoal } from "../factories";
import { monday, openWorld, type World } from "../world";

const kinds: NoticeKind[] = ["reply", "card", "approval", "recognition", "system"];
const instant = (minutes: number) => new Date(monday.getTime() + minutes * 60_000 + 7);

describeEngines("The short way through TypeORM", (engine) => {
  let world: World;
  beforeAll(async () => {
    world = await openWorld(engine);
  });
  afterAll(() => world.close());
  afterEach(() => world.db.transaction((db) => db.query("DELETE FROM notices")));

  const lean = () => world.db.read;
  /** The manager as TypeORM makes it, on the same connections. */
  const long = () => new EntityManager(world.db.read.dataSource);

  const row = fc.record({
    kind: fc.constantFrom(...kinds),
    employeeId: fc.option(fc.constantFrom("A", "a", "A ", "ä"), { nil: null }),
    template: fc.constantFrom("x", "X", "x%", "_"),
    attempts: fc.integer({ min: 0, max: 3 }),
    leaseNo: fc.maxSafeNat(),
    nextAt: fc.option(fc.integer({ min: -5, max: 5 }).map(instant), { nil: null }),
    data: fc.dictionary(fc.string({ maxLength: 5 }), fc.oneof(fc.string(), fc.integer(), fc.constant(null))),
  });
  const store = (rows: Partial<Notice>[]) =>
    world.db.transaction((db) =>
      db.insert(
        Notice,
        rows.map((one, index) => ({
          id: `n${index}`,
          dedupeKey: `k${index}`,
          asOf: monday,
          day: "2026-05-11",
          expiresAt: instant(1),
          createdAt: monday,
          ...one,
        })) as never,
      ),
    );

  const questions: FindManyOptions<Notice>[] = [
    {},
    { where: { kind: "reply" } },
    { where: { employeeId: IsNull() } },
    { where: { employeeId: "A", attempts: 1 } },
    { where: { kind: In(["card", "system"]), nextAt: MoreThanOrEqual(instant(0)) } },
    { where: { kind: In([]) } },
    { where: { nextAt: LessThan(instant(1)), leaseNo: MoreThanOrEqual(5) } },
    { order: { nextAt: "ASC", id: "DESC" }, take: 2 },
    // Beyond the short way: these must go the long one.
    { where: { employeeId: Not(IsNull()) } },
    { where: { template: Like("x%") } },
    { where: [{ kind: "reply" }, { attempts: 2 }] },
    { select: { id: true, kind: true }, where: { kind: "reply" } },
    { where: { kind: "reply" }, skip: 1, take: 5, order: { id: "ASC" } },
  ];

  it("reads, counts and looks for the same rows as the long one", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 12 }), async (rows) => {
        await store(rows);
        for (const question of questions) {
          const sorted = { order: { id: "ASC" as const }, ...question };
          expect(await lean().find(Notice, sorted)).toEqual(await long().find(Notice, sorted));
          const { where = {} } = question;
          expect(await lean().countBy(Notice, where)).toBe(await long().countBy(Notice, where));
          expect(await lean().existsBy(Notice, where)).toBe(await long().existsBy(Notice, where));
        }
        await world.db.transaction((db) => db.query("DELETE FROM notices"));
      }),
      { numRuns: 15, seed: 3 },
    );
  });

  it("answers entities with their methods, and keys of other rows beside them", async () => {
    const person = await buildEmployee(world);
    const { id } = await buildGoal(world, { ownerId: person.id });
    const [short] = await lean().findBy(KeyResult, { objectiveId: id });
    expect(short).toBeInstanceOf(KeyResult);
    expect(short).toEqual(await long().findOneBy(KeyResult, { objectiveId: id }));
  });

  it("changes what the condition names and says how much", async () => {
    await storePlain({ kind: "reply" }, { kind: "reply", attempts: 2 }, { kind: "card" });
    const affected = await world.db.transaction(async (db) => {
      const { affected: replies } = await db.update(
        Notice,
        { kind: "reply" },
        { attempts: () => "attempts + 1", nextAt: null, data: { a: "值" } as never },
      );
      const { affected: none } = await db.update(Notice, { id: In([]) }, { attempts: 9 });
      return [replies, none];
    });
    expect(affected).toEqual([2, 0]);
    const rows = await long().find(Notice, { order: { id: "ASC" } });
    expect(rows.map(({ attempts, data }) => [attempts, data])).toEqual([
      [1, { a: "值" }],
      [3, { a: "值" }],
      [0, {}],
    ]);
  });

  it("never changes all rows for want of a condition", async () => {
    await storePlain({ kind: "reply" }, { kind: "card" });
    for (const nothing of [{}, { id: undefined }, ""])
      await world.db.transaction((db) => db.update(Notice, nothing as never, { attempts: 9 })).catch(() => undefined);
    expect(await long().countBy(Notice, { attempts: 9 })).toBe(0);
  });

  it("finds nothing rather than any row for an id that is missing", async () => {
    await storePlain({ kind: "reply" });
    const found = await lean()
      .findOneBy(Notice, { id: undefined })
      .catch(() => null);
    expect(found).toBeNull();
  });

  const storePlain = (...rows: Partial<Notice>[]) =>
    store(rows.map((one) => ({ template: "x", employeeId: null, nextAt: monday, data: {}, ...one })));
});
