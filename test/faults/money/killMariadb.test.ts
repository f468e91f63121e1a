import { describeEngine } from "../../engines";
import { killPlan } from "./killPlan";
import { PacketRun, type Step } from "./PacketRun";

/** Fewer than on SQLite, as the same code is killed: what differs is how statements and commits reach the database. */
const byChance = 20;

describeEngine("mariadb", "A process that is killed while it pays", (engine) => {
  let run: PacketRun;
  beforeEach(async () => {
    run = await PacketRun.open(engine);
  }, 60_000);
  afterEach(() => run.close());

  it("at every point of a packet's path has paid it once, or another pays it once", async () => {
    for (const step of ["sending", "asking"] satisfies Step[]) {
      const points = (await run.killInTurn(step, Number.MAX_SAFE_INTEGER)) ?? [];
      expect(points).toContain("after paying");
      for (let killAt = 1; killAt <= points.length; killAt++)
        expect(await run.killInTurn(step, killAt)).toBeUndefined();
    }
    await run.finish();
  }, 600_000);

  it("at points that chance has chosen leaves nobody unpaid and nobody paid twice", async () => {
    let died = 0;
    for (const points of killPlan(byChance)) if (await run.killAfter(points)) died++;
    expect(died).toBe(byChance);
    await run.finish();
  }, 600_000);
});
