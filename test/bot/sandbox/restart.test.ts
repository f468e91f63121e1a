import { Notice } from "../../../entities";
import { Demo } from "./Demo";

describe("The sandbox, started again after its clock was moved", () => {
  let demo: Demo;
  beforeAll(async () => {
    demo = await Demo.start(new Date("2026-09-16T02:00:00Z"));
  });
  afterAll(() => demo.stop());

  const move = (to: string) =>
    fetch(`${demo.origin}/sandbox/control/clock`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ to }),
    });

  it("goes on from the day it had come to, and the next morning's nudges come", async () => {
    await move("day");
    await move("halfPastFive");
    const before = demo.app.clock.now();
    await demo.restart();
    expect(demo.app.clock.now().getTime()).toBeGreaterThan(before.getTime() - 60 * 60_000);
    const morning = { template: "nudge", day: "2026-09-18" };
    expect(await demo.app.db.read.countBy(Notice, morning)).toBe(0);
    await move("nine");
    expect(await demo.app.db.read.countBy(Notice, morning)).toBeGreaterThan(10);
  });
});
