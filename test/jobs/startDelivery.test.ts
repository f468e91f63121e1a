import { setTimeout as sleep } from "node:timers/promises";
import request from "supertest";
import { owe } from "../../domain/record";
import { transact } from "../../domain/transact";
import { Notice, type NoticeKind } from "../../entities";
import { deliverNotices } from "../../jobs/deliverNotices";
import { startDelivery } from "../../jobs/startDelivery";
import type { Loop } from "../../jobs/startLoop";
import { buildServer } from "../../server/app";
import { createMetrics } from "../../server/metrics";
import { healthRoutes } from "../../server/routes/health";
import { describeEngines } from "../engines";
import { buildEmployee } from "../factories";
import { openWorld, type World } from "../world";

describeEngines("The delivery that runs all the time", (engine) => {
  let world: World;
  let loop: Loop | undefined;
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

  it("answers a person while a batch of other messages is under way", async () => {
    const { deliver } = world.app.channel;
    let isHeld = false;
    let isAnswered = false;
    world.app.channel.deliver = async (delivery) => {
      if (delivery.notice.kind === "system") {
        isHeld = true;
        await until(() => isAnswered);
      }
      return deliver(delivery);
    };
    start();
    const person = await buildEmployee(world);
    await oweOne(person.id, "system");
    await until(() => isHeld);
    await oweOne(person.id, "reply");
    await until(() => world.sent.length === 1);
    expect(world.sent.map(({ notice }) => notice.kind)).toEqual(["reply"]);
    isAnswered = true;
    await until(() => world.sent.length === 2);
  });

  it("answers a person before the nudges that were due earlier, and tells how long both have waited", async () => {
    const lag = async () => {
      const metrics = createMetrics();
      const raw = [healthRoutes(world.app, { metrics, isStopping: () => false })];
      const koa = buildServer(world.app, { metrics, sessionSecrets: ["s"], isProxied: false, raw, routers: [] });
      return (await request(koa.callback()).get("/metrics")).text.match(/^dabiao_outbox_lag_seconds (.*)$/m)?.[1];
    };
    for (let count = 0; count < 5; count++) await oweOne((await buildEmployee(world)).id, "system");
    world.clock.forward(60_000);
    const person = await buildEmployee(world);
    await oweOne(person.id, "reply");
    world.clock.forward(1000);
    expect(await lag()).toBe("61");
    await deliverNotices(world.app, { isExpress: true });
    expect(world.sent.map(({ notice }) => notice.kind)).toEqual(["reply"]);
    await oweOne(person.id, "card");
    await deliverNotices(world.app, { batch: 2 });
    expect(world.sent.map(({ notice }) => notice.kind).slice(0, 3)).toEqual(["reply", "card", "system"]);
    world.clock.forward(1000);
    await oweOne((await buildEmployee(world)).id, "reply");
    world.clock.forward(2000);
    expect(await lag()).toBe("2");
  });
});
