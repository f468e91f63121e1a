import { setTimeout as sleep } from "node:timers/promises";
import { Setting } from "../../entities";
import { Database, DatabaseUnavailable } from "../../entities/database";
import { describeEngine } from "../engines";
import { startThrowawayServer, type ThrowawayServer } from "../mariadbServer";
import { monday } from "../world";
import { Stage, unavailable } from "./Stage";
import { Wire } from "./Wire";

describeEngine("mariadb", "A database server that goes away", (engine) => {
  let server: ThrowawayServer | undefined;
  let wire: Wire;
  let stage: Stage;
  const shared = process.env.TEST_MYSQL_URL;

  // A server of its own: it is stopped and frozen here.
  beforeAll(async () => {
    server = await startThrowawayServer();
    if (server) process.env.TEST_MYSQL_URL = server.url;
    wire = await Wire.to(Number(new URL(process.env.TEST_MYSQL_URL ?? "mysql://127.0.0.1").port || 3306));
    const { port } = wire;
    stage = await Stage.open(engine, { urlOf: (url) => Object.assign(new URL(url), { port }).href });
  }, 60_000);
  afterAll(async () => {
    await stage?.close();
    await wire?.close();
    process.env.TEST_MYSQL_URL = shared;
    await server?.stop();
  });

  const away = (name: string, run: (server: ThrowawayServer) => Promise<void>) =>
    it(name, async () => {
      if (server) await run(server);
      else if (process.env.REQUIRE_ALL === "1") expect("no mariadbd, no mysqld").toBe("");
    }, 120_000);

  away("is asked again once it is back: every request fails clearly, and nothing is half written", async (server) => {
    expect((await stage.reports(1, 5)).map((answer) => answer?.status)).toEqual([200, 200, 200, 200, 200]);
    server.process.kill("SIGKILL");
    while ((await stage.ready()) === 200);
    const refused = await stage.reports(6, 30);
    expect(new Set(refused.map((answer) => answer?.status))).toEqual(new Set([503]));
    expect(await stage.visitor.today()).toMatchObject(unavailable);
    expect(await stage.ready()).toBe(503);
    expect(await stage.alive()).toBe(200);
    await server.restart();
    await stage.recovered();
    await stage.expectReports();
    expect(new Set((await stage.reports(1, 35)).map((answer) => answer?.status))).toEqual(new Set([200]));
    await stage.expectReports();
    expect((await stage.visitor.today()).status).toBe(200);
  });

  away(
    "keeps nobody waiting for ever when it is frozen, and goes on as if nothing had been when it thaws",
    async (server) => {
      server.process.kill("SIGSTOP");
      // More than there are connections.
      const refused = stage.reports(101, 30);
      const visits = Promise.all(Array.from({ length: 15 }, () => stage.visitor.today()));
      expect(await stage.ready()).toBe(503);
      expect(await stage.alive()).toBe(200);
      for (const visit of await visits) expect(visit).toMatchObject(unavailable);
      expect(new Set((await refused).map((answer) => answer?.status))).toEqual(new Set([503]));
      server.process.kill("SIGCONT");
      await stage.recovered();
      expect(new Set((await stage.reports(101, 30)).map((answer) => answer?.status))).toEqual(new Set([200]));
      await stage.expectReports();
    },
  );

  away("is reached anew when a wire loses all connections without a word: none stays behind", async () => {
    await stage.reports(201, 30);
    wire.lose();
    const visits = Promise.all(Array.from({ length: 15 }, () => stage.visitor.today()));
    await stage.reports(231, 30);
    await visits;
    await stage.recovered();
    expect(new Set((await stage.reports(201, 60)).map((answer) => answer?.status))).toEqual(new Set([200]));
    expect((await stage.visitor.today()).status).toBe(200);
    await stage.expectReports();
  });

  away("lets go of what a connection had locked when its wire was cut in the middle of a unit of work", async () => {
    const setting = { key: "locked", value: {} as never, updatedAt: monday };
    const { db } = stage.world;
    await db.read.insert(Setting, setting);
    const cut = await Wire.to(Number(new URL(stage.world.url).port));
    const far = await Database.open(Object.assign(new URL(stage.world.url), { port: cut.port }).href, {
      deadline: 1000,
    });
    const lost = far.transaction(async (manager) => {
      await manager.update(Setting, { key: "locked" }, { updatedAt: new Date(0) });
      cut.lose();
      await manager.findOneBy(Setting, { key: "locked" });
    });
    await expect(lost).rejects.toThrow(DatabaseUnavailable);
    await db.transaction((manager) => manager.update(Setting, { key: "locked" }, { value: { isOurs: true } as never }));
    expect(await db.read.findOneBy(Setting, { key: "locked" })).toEqual({ ...setting, value: { isOurs: true } });
    await far.close();
    await cut.close();
  });

  away("is told in the end what was sent while it was away, so that it is not sent again", async (server) => {
    await stage.delivered();
    const before = stage.wecom.carried.length;
    let answerLater: (() => void) | undefined;
    const asked = new Promise<void>((resolve) => {
      stage.wecom.api.on("message/send", (request, response) => {
        answerLater = () => {
          response.end(JSON.stringify(stage.wecom.send(request)));
        };
        resolve();
        return undefined;
      });
    });
    expect((await stage.enter())?.status).toBe(200);
    await asked;
    server.process.kill("SIGKILL");
    while ((await stage.ready()) === 200);
    answerLater?.();
    // Long enough for the first try to write it down, which fails.
    await sleep(1500);
    await server.restart();
    await stage.delivered();
    expect(stage.wecom.carried.length - before).toBe(1);
  });
});
