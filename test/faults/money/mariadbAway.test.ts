import { setTimeout as sleep } from "node:timers/promises";
import { In } from "typeorm";
import { PacketPart } from "../../../entities";
import { describeEngine } from "../../engines";
import { startThrowawayServer, type ThrowawayServer } from "../../mariadbServer";
import { Product } from "../Product";
import { expectAgreed } from "./expectAgreed";
import { MoneyStage } from "./MoneyStage";

const packets = 40;

describeEngine("mariadb", "A database server that goes away while money is paid", (engine) => {
  let server: ThrowawayServer | undefined;
  let stage: MoneyStage;
  let product: Product;
  const shared = process.env.TEST_MYSQL_URL;

  // A server of its own: it is killed and frozen here.
  beforeAll(async () => {
    server = await startThrowawayServer();
    if (server) process.env.TEST_MYSQL_URL = server.url;
    stage = await MoneyStage.open(engine);
    product = await Product.start(stage.world.clock.now(), stage.start());
  }, 60_000);
  afterAll(async () => {
    await product?.kill();
    await stage?.close();
    process.env.TEST_MYSQL_URL = shared;
    await server?.stop();
  });

  const away = (name: string, run: (server: ThrowawayServer) => Promise<void>) =>
    it(name, async () => {
      if (server) await run(server);
      else if (process.env.REQUIRE_ALL === "1") expect("no mariadbd, no mysqld").toBe("");
    }, 120_000);

  /** Ends when the provider has taken so many more, in the middle of the run: its answer is still on its way. */
  const taken = (count: number) => {
    let seen = 0;
    return new Promise<void>((resolve) => {
      stage.provider.onBill = () => {
        if (++seen === count) resolve();
      };
    });
  };

  /** Time goes on, past all leases, until nothing is owed or under way. */
  async function settled() {
    const isOpen = () => stage.world.db.read.existsBy(PacketPart, { state: In(["owed", "paying"]) });
    while (await isOpen()) {
      stage.forward(11);
      await product.liveAt(stage.world.clock.now());
      await sleep(1500);
    }
  }

  async function runThrough(from: number, trouble: () => Promise<void>) {
    const half = taken(packets / 2);
    await stage.owe(packets, { from });
    await half;
    await trouble();
    await settled();
    await expectAgreed(stage.world.app, stage.provider.desk);
    expect(stage.provider.desk.books()).toHaveLength(from + packets);
  }

  away("pays each packet once when it was killed and is back", (server) =>
    runThrough(0, async () => {
      server.process.kill("SIGKILL");
      // Long enough for what was answered to find nobody to write it down.
      await sleep(1500);
      await server.restart();
    }),
  );

  away("pays each packet once when it was frozen and thaws", (server) =>
    runThrough(packets, async () => {
      server.process.kill("SIGSTOP");
      await sleep(3000);
      server.process.kill("SIGCONT");
    }),
  );

  away("pays each packet once when it was frozen for longer than anybody waits", (server) =>
    runThrough(2 * packets, async () => {
      server.process.kill("SIGSTOP");
      await sleep(17_000);
      server.process.kill("SIGCONT");
    }),
  );
});
