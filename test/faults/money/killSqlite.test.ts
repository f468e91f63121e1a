import { describeEngine } from "../../engines";
import { killPlan } from "./killPlan";
import { PacketRun, positions, type Step } from "./PacketRun";

describeEngine("sqlite", "A process that is killed while it pays", (engine) => {
  let run: PacketRun;
  beforeEach(async () => {
    run = await PacketRun.open(engine);
  }, 60_000);
  afterEach(() => run.close());

  it.each(Object.entries(positions))(
    "at every point of the %s packet of 200 has paid it once, or another pays it once",
    async (_, position) => {
      const copy = await run.copyAt(position);
      for (const step of ["sending", "asking"] satisfies Step[]) {
        // Nothing else is due behind the last one: what it passes is the path of one packet.
        const alone = { ...copy, isAlone: true };
        const points = (await run.killOnCopy(alone, position, step, Number.MAX_SAFE_INTEGER)) ?? [];
        expect(points).toContain("after paying");
        for (let killAt = 1; killAt <= points.length; killAt++)
          expect(await run.killOnCopy(copy, position, step, killAt)).toBeUndefined();
      }
      await run.finish();
    },
    600_000,
  );

  it("at 50 points that chance has chosen leaves nobody unpaid and nobody paid twice", async () => {
    let died = 0;
    for (const points of killPlan(50)) if (await run.killAfter(points)) died++;
    expect(died).toBe(50);
    await run.finish();
  }, 600_000);
});
