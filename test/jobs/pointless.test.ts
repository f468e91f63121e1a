import { DatabaseTokenStore } from "../../bot/wecom/TokenStore";
import { WecomChannel } from "../../bot/wecom/WecomChannel";
import { WecomClient } from "../../bot/wecom/WecomClient";
import { findFailedNotices } from "../../domain/notices/findFailedNotices";
import { owe } from "../../domain/record";
import { transact } from "../../domain/transact";
import { KeyResult, Notice } from "../../entities";
import { deliverNotices } from "../../jobs/deliverNotices";
import type { Job } from "../../jobs/Job";
import { nudgeDaily } from "../../jobs/nudgeDaily";
import { remindEvening } from "../../jobs/remindEvening";
import { runOnce } from "../../jobs/runOnce";
import { LoopbackApi } from "../bot/wecom/LoopbackApi";
import { describeEngines } from "../engines";
import { buildDepartment, buildEmployee, buildGoal } from "../factories";
import { openWorld, type World } from "../world";

/** Shanghai wall clock of a Monday. */
const at = (time: string) => new Date(`2026-05-11T${time}:00+08:00`);

describeEngines("Messages with nothing left to say", (engine) => {
  let world: World;
  let api: LoopbackApi;
  beforeEach(async () => {
    world = await openWorld(engine);
    api = await LoopbackApi.start();
    const client = new WecomClient(
      { apiUrl: api.url, corpId: "ww1", agentId: 7, secret: "secret" },
      { tokens: new DatabaseTokenStore(world.db), now: () => world.clock.now() },
    );
    world.app.channel = new WecomChannel(client, { publicUrl: "http://127.0.0.1" });
  });
  afterEach(async () => {
    await api.stop();
    await world.close();
  });

  const run = async (job: Job, time: string) => {
    world.clock.set(at(time));
    await runOnce(world.app, job, at(time));
    world.clock.forward(13 * 60_000);
  };
  const change = (changes: Partial<KeyResult>) =>
    world.db.transaction((db) => db.createQueryBuilder().update(KeyResult).set(changes).execute());
  /** Ended without a call and without a word to the operator. */
  const expectEnded = async (reason: string) => {
    expect(await deliverNotices(world.app)).toEqual({ sent: 0, retried: 0, failed: 0, held: 1 });
    expect(await world.db.read.find(Notice)).toMatchObject([{ state: "expired", nextAt: null, lastError: reason }]);
    expect(await findFailedNotices(world.db.read)).toEqual([]);
    expect(api.asked.filter(({ path }) => path !== "gettoken")).toEqual([]);
  };

  it("nudges nobody whose key results are all reached", async () => {
    const done = await buildEmployee(world);
    await buildGoal(world, { ownerId: done.id, keyResults: [{ reachedAt: at("08:00") }] });
    const half = await buildEmployee(world);
    await buildGoal(world, { ownerId: half.id, keyResults: [{ reachedAt: at("08:00") }, {}] });
    await run(nudgeDaily, "09:00");
    const notices = await world.db.read.find(Notice);
    expect(notices.map(({ employeeId }) => employeeId)).toEqual([half.id]);
  });

  it("lets a nudge go when everything was reached before its minute came", async () => {
    const owner = await buildEmployee(world, { spreadMinute: 12 });
    await buildGoal(world, { ownerId: owner.id });
    await run(nudgeDaily, "09:00");
    await change({ current: 100_000 * 10_000, reportedOn: "2026-05-10", reachedAt: at("09:05") });
    await expectEnded("notice.pointless");
  });

  it("lets an evening reminder go when the report came meanwhile", async () => {
    const owner = await buildEmployee(world, { spreadMinute: 12 });
    await buildGoal(world, { ownerId: owner.id });
    await run(remindEvening, "17:30");
    await change({ current: 10_000, reportedOn: "2026-05-11" });
    await expectEnded("notice.pointless");
  });

  it("announces nothing in a company without groups", async () => {
    const { id } = await buildDepartment(world);
    const data = { message: { kind: "text", text: "喜报" } };
    await transact(world.app, null, (work) =>
      owe(work, "good news", [{ team: id, template: "message", kind: "recognition", data }]),
    );
    await expectEnded("team.noGroup");
  });
});
