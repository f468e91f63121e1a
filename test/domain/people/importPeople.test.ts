import { importPeople } from "../../../domain/people/importPeople";
import type { PersonRow } from "../../../domain/people/PersonRow";
import { transact } from "../../../domain/transact";
import { Employee, Event, Position } from "../../../entities";
import { describeEngines } from "../../engines";
import { buildEmployee } from "../../factories";
import { openWorld, type World } from "../../world";

describeEngines("HR's list of people", (engine) => {
  let world: World;
  let boss: Employee;
  let amy: Employee;
  beforeEach(async () => {
    world = await openWorld(engine);
    boss = await buildEmployee(world, { wecomUserId: "Boss", name: "老板" });
    amy = await buildEmployee(world, { wecomUserId: "amy", name: null });
    await buildEmployee(world, { wecomUserId: "ben", name: null });
  });
  afterEach(() => world.close());

  const run = (rows: PersonRow[], options = {}) =>
    transact(world.app, null, (work) => importPeople(work, rows, options), { via: "admin" });
  const stored = (id: string) => world.db.read.findOneByOrFail(Employee, { id });

  const good: PersonRow[] = [
    { row: 2, userId: "AMY", name: "艾米", position: "客服", manager: "老板", shift: "22:00-06:00 休周三周四" },
    { row: 3, userId: "ben", name: "小本", position: "客服", manager: "艾米", shift: "" },
  ];

  it("gives people names, positions, managers and shifts", async () => {
    const result = await run(good);

    expect(result).toMatchObject({ faults: [], isApplied: true, rows: 2 });
    const position = await world.db.read.findOneByOrFail(Position, { name: "客服" });
    expect(await stored(amy.id)).toMatchObject({
      name: "艾米",
      positionId: position.id,
      managerId: boss.id,
      reportsToId: boss.id,
      shift: "22:00-06:00 休周三周四",
    });
    const ben = await world.db.read.findOneByOrFail(Employee, { wecomUserId: "ben" });
    expect(ben).toMatchObject({ name: "小本", managerId: amy.id, reportsToId: amy.id, shift: "" });
    expect(await world.db.read.countBy(Event, { name: "person.imported", via: "admin" })).toBe(2);
  });

  it("says in a dry run what would change, and changes nothing", async () => {
    const result = await run(good, { isDryRun: true });
    expect(result.isApplied).toBe(false);
    expect(result.changes.map(({ row, column, before, after }) => [row, column, before, after])).toEqual([
      [2, "name", null, "艾米"],
      [2, "position", null, "客服"],
      [2, "shift", null, "22:00-06:00 休周三周四"],
      [3, "name", null, "小本"],
      [3, "position", null, "客服"],
      [2, "manager", null, "老板"],
      [3, "manager", null, "艾米"],
    ]);
    expect(await stored(amy.id)).toMatchObject({ name: null, managerId: null, shift: "" });
    expect(await world.db.read.count(Position)).toBe(0);
  });

  it("changes nothing the second time", async () => {
    await run(good);
    expect((await run(good)).changes).toEqual([]);
  });

  it("leaves out what an empty cell says, and empties what a dash says", async () => {
    await run(good);
    await run([{ row: 2, userId: "amy", name: "", position: "-", manager: "-", shift: "-" }]);
    expect(await stored(amy.id)).toMatchObject({ name: "艾米", positionId: null, managerId: null, shift: "" });
  });

  it("lists every fault by row and cell, and takes nothing of a list with one", async () => {
    const result = await run([
      { row: 2, userId: "amy", name: "艾米", shift: "晚班" },
      { row: 3, userId: "" },
      { row: 4, userId: "nobody" },
      { row: 5, userId: "Amy" },
      { row: 6, userId: "ben", name: "名".repeat(65), position: "客\n服", manager: "无名" },
    ]);
    expect(result.isApplied).toBe(false);
    expect(result.faults.map(({ row, column, code }) => [row, column, code])).toEqual([
      [2, "shift", "unreadable"],
      [3, "userId", "missing"],
      [4, "userId", "unknown"],
      [5, "userId", "twice"],
      [6, "name", "tooLong"],
      [6, "position", "unreadable"],
      [6, "manager", "unknown"],
    ]);
    expect((await stored(amy.id)).name).toBeNull();
  });

  it("refuses managers who are oneself, one of several, or in a circle", async () => {
    await buildEmployee(world, { name: "重名" });
    await buildEmployee(world, { name: "重名" });
    const managers = (rows: [string, string][]) =>
      run(rows.map(([userId, manager], index) => ({ row: index + 2, userId, manager })));
    expect((await managers([["amy", "amy"]])).faults).toMatchObject([{ row: 2, column: "manager", code: "oneself" }]);
    expect((await managers([["amy", "重名"]])).faults).toMatchObject([{ row: 2, code: "ambiguous" }]);
    const circle = await managers([
      ["amy", "ben"],
      ["ben", "Boss"],
      ["boss", "amy"],
    ]);
    expect(circle.faults.map(({ row, code }) => [row, code])).toEqual([
      [2, "circle"],
      [3, "circle"],
      [4, "circle"],
    ]);
  });

  it("takes a name of 64 emoji and no more", async () => {
    expect((await run([{ row: 2, userId: "amy", name: "😀".repeat(64) }])).isApplied).toBe(true);
    expect((await stored(amy.id)).name).toBe("😀".repeat(64));
    expect((await run([{ row: 2, userId: "amy", name: "😀".repeat(65) }])).faults).toHaveLength(1);
  });
});
