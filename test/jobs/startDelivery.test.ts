import { setTimeout as sleep } from "node:timers/promises";
import { owe } from "../../domain/record";
import { transact } from "../../domain/transact";
import { Notice, type NoticeKind } from "../../entities";
import { type DeliveryLoop, startDelivery } from "../../jobs/startDelivery";
import { describeEngines } from "../engines";
import { buildEmployee } from "../factories";
import { openWorld, type World } from "../world";

describeEngines("The delivery that runs all the time", (engine) => {
  let world: World;
  let loop: DeliveryLoop | undefined;
  beforeEach(async () => {
    world = await openWorld(engine);
  });
  afterEach(async () => {
    await loop?.stop();
    loop = undefined;
    await world.close();
  });

  const start = (workers = 1) => {
    loop = startDelivery(world.app, { workers });
    world.app.wake = () => loop?.wake();
  };
  const oweOne = (employeeId: string, kind: NoticeKind = "reply") =>
    transact(world.app, null, (work) =>
      owe(work, `${kind}:${employeeId}`, [
        { to: [employeeId], template: "message", kind, data: { message: { kind: "text", text: kind } } },
      ]),
    );
  async function until(isSo: () => boolean) {
    for (let tries = 0; !isSo(); tries++) {
      if (tries === 2000) throw new Error(`did not come: ${isSo.toString()}`);
      await sleep(5);
    }
  }

  it("delivers what is owed while it waits, round after round, without joining signals that nothing lets go", async () => {
    const join = jest.spyOn(AbortSignal, "any");
    start();
    for (let round = 1; round <= 3; round++) {
      await oweOne((await buildEmployee(world)).id);
      await until(() => world.sent.length === round);
    }
    await loop?.stop();
    await oweOne((await buildEmployee(world)).id);
    expect(await world.db.read.countBy(Notice, { state: "owed" })).toBe(1);
    expect(join).not.toHaveBeenCalled();
    join.mockRestore();
  });
});
