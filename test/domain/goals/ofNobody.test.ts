import { findGoals } from "../../../domain/goals/findGoals";
import { findDayFacts } from "../../../domain/goals/findToday";
import { loadGoals } from "../../../domain/goals/loadGoals";
import { findLinesAbove } from "../../../domain/people/findLineAbove";
import { findSchedules } from "../../../domain/people/findSchedules";
import { describeEngines } from "../../engines";
import { buildEmployee } from "../../factories";
import { openWorld, type World } from "../../world";

/** An empty list is a syntax error to MariaDB and none to SQLite. */
describeEngines("queries for nobody and nothing", (engine) => {
  let world: World;
  beforeAll(async () => {
    world = await openWorld(engine);
  });
  afterAll(() => world.close());

  it("answer nothing", async () => {
    const { read } = world.db;
    const actor = await buildEmployee(world);
    const reader = { db: read, now: world.clock.now(), company: world.app.company, actor };
    expect(await findLinesAbove(read, [])).toEqual(new Map());
    expect(await loadGoals(reader, [])).toEqual([]);
    expect(await loadGoals(reader, ["gone"])).toEqual([]);
    expect(await findGoals(reader, { ids: [] })).toEqual([]);
    expect(await findDayFacts(reader, [], "2026-05-11", "now")).toEqual(new Map());
    expect(await findSchedules(read, [], "2026-05-11")).toEqual(new Map());
  });
});
