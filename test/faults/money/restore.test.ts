import { execFileSync } from "node:child_process";
import { copyFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { verifyLedger } from "../../../domain/ledger/verifyLedger";
import { requestPacket } from "../../../domain/packets/requestPacket";
import { PacketPart, Payout } from "../../../entities";
import { Database } from "../../../entities/database";
import { payOut } from "../../../jobs/payOut";
import { admin } from "../../../server/admin";
import { createDatabase, describeEngines, dropDatabase } from "../../engines";
import { keys } from "../keys";
import { Product } from "../Product";
import { MoneyStage } from "./MoneyStage";

describeEngines("A database that was restored from yesterday", (engine) => {
  let stage: MoneyStage;
  let folder: string;
  let restored: string;
  const said: string[] = [];

  beforeAll(async () => {
    stage = await MoneyStage.open(engine);
    folder = mkdtempSync(join(tmpdir(), "dabiao-restore-"));
  }, 60_000);
  afterAll(async () => {
    await stage?.close();
    if (engine === "mariadb" && restored) await dropDatabase(restored);
    rmSync(folder, { recursive: true });
  });

  /** The operator's command line; answers its exit code. */
  async function type(url: string, ...argv: string[]): Promise<number> {
    said.length = 0;
    const { environment } = stage.start();
    const wecom = {
      WECOM_CORP_ID: keys.receiveId,
      WECOM_AGENT_ID: "7",
      WECOM_SECRET: "app secret of the tests",
      WECOM_TOKEN: keys.token,
      WECOM_ENCODING_AES_KEY: keys.encodingAesKey,
      WECOM_API_URL: stage.wecom.url,
      SESSION_SECRET: "for tests only and worth nothing at all",
    };
    const say = (line: string) => void said.push(line);
    const env = { ...environment, ...wecom, DATABASE_URL: url };
    return admin(argv, { env, out: say, err: say, now: () => stage.world.clock.now() });
  }

  /** What the product makes on SQLite, and a server's own tools on a server. Answers what restores it. */
  async function backUp(): Promise<() => Promise<string>> {
    const { url } = stage.world;
    const file = join(folder, "backup");
    if (engine === "sqlite") {
      expect(await type(url, "backup", file)).toBe(0);
      return async () => {
        copyFileSync(file, join(folder, "restored.sqlite"));
        return `sqlite:${join(folder, "restored.sqlite")}`;
      };
    }
    const at = (of: string) => ["--no-defaults", "-h127.0.0.1", `-P${new URL(of).port}`, "-uroot"];
    const name = (of: string) => new URL(of).pathname.slice(1);
    const options = ["--single-transaction", "--triggers", "--hex-blob", `--result-file=${file}`];
    execFileSync("mariadb-dump", [...at(url), ...options, name(url)]);
    return async () => {
      // When its tables were created is known to the second.
      await sleep(1100);
      const target = await createDatabase(engine);
      execFileSync("mariadb", [...at(target), "-e", `source ${file}`, name(target)]);
      return target;
    };
  }

  const books = () => new Map(stage.provider.desk.books().map(({ billNo, amountFen }) => [billNo, amountFen]));
  const give = (person: number) =>
    stage.world.as(stage.people.manager, (ctx) =>
      requestPacket(ctx, { to: { employeeId: stage.people.staff[person]!.id }, totalFen: 880, reason: "救急" }),
    );
  const day = (date: string) => stage.world.clock.set(`${date}T10:00:00+08:00`);
  /** Everybody opens their packet, so that none comes back. */
  async function pay() {
    await payOut(stage.world.app);
    const { desk } = stage.provider;
    for (const { billNo, openid } of desk.books()) desk.claim(billNo, openid);
    stage.forward(2);
    await payOut(stage.world.app);
  }

  it("pays nobody again, whoever gave it and whether or not it knows", async () => {
    // It has lived in its place before.
    expect(await type(stage.world.url, "payouts", "status")).toBe(0);
    day("2026-05-11");
    await stage.owe(3);
    await give(4);
    await pay();
    // Owed when the back-up was made, paid afterwards.
    await stage.owe(2, { from: 3 });
    await give(5);
    const restore = await backUp();
    await pay();
    day("2026-05-12");
    await stage.owe(2, { from: 5 });
    const lost = await give(6);
    await pay();
    const before = books();
    expect(before.size).toBe(10);
    const lostBill = await stage.world.db.read.findOneByOrFail(Payout, { employeeId: stage.people.staff[6]!.id });

    day("2026-05-13");
    restored = await restore();
    const product = await Product.start(stage.world.clock.now(), stage.start(restored));
    const db = await Database.open(restored);
    try {
      const app = stage.appOn(db);
      // It runs, and is asked to pay: nothing goes out.
      await sleep(1500);
      expect(books()).toEqual(before);
      // The product's clock has gone on by itself.
      stage.forward(5);
      expect(await type(restored, "payouts", "go")).toBe(1);
      expect(said.join()).toContain("对账");
      expect(await type(restored, "payouts", "reconcile", "2026-05-11", "2026-05-12")).toBe(0);
      const told = said.join("\n");
      expect(told).toContain(`${lostBill.billNo} 支付方有，账本没有`);
      // Three that it owes still, and three of the day that is lost.
      expect(told.match(/支付方有，账本没有/g)).toHaveLength(6);
      expect(await type(restored, "payouts", "go")).toBe(0);
      // The facts are still so, and the rules find them again.
      await stage.owe(2, { app, from: 5 });
      const isOpen = () => db.read.existsBy(PacketPart, [{ state: "owed" }, { state: "paying" }]);
      await product.liveAt(stage.world.clock.now());
      while (await db.read.existsBy(PacketPart, { state: "owed" })) await sleep(50);
      stage.forward(3);
      await product.liveAt(stage.world.clock.now());
      while (await isOpen()) await sleep(50);
      expect(books()).toEqual(before);
      // Only the packet a person gave on the day that is lost is missing: it is for people to write down.
      const known = (await db.read.find(Payout)).map(({ billNo }) => billNo);
      expect([...before.keys()].filter((billNo) => !known.includes(billNo))).toEqual([lostBill.billNo]);
      expect(await type(restored, "payouts", "reconcile", "2026-05-11", "2026-05-13")).toBe(0);
      expect(said.join("\n").match(/支付方有，账本没有/g)).toHaveLength(1);
      expect((await verifyLedger(app)).faults).toEqual([{ kind: "statement", at: lostBill.billNo }]);
      expect(lost.totalFen).toBe(before.get(lostBill.billNo));
    } finally {
      await product.kill();
      await db.close();
    }
  }, 120_000);
});
