import { setTimeout as sleep } from "node:timers/promises";
import { In } from "typeorm";
import { settleBill } from "../../../domain/payouts/settleBill";
import { transact } from "../../../domain/transact";
import { PacketPart, Setting } from "../../../entities";
import { describeEngine } from "../../engines";
import { Product } from "../Product";
import { expectAgreed } from "./expectAgreed";
import { MoneyStage, packetFen } from "./MoneyStage";

const packets = 60;
const staff = 15;
const perMinute = 15;
const personDayCount = 3;

describeEngine("mariadb", "Three processes that pay from one database", (engine) => {
  let stage: MoneyStage;
  let processes: Product[];
  /** What could not be written down. */
  const errors: unknown[] = [];
  const settles: Promise<void>[] = [];

  beforeAll(async () => {
    stage = await MoneyStage.open(engine, staff);
    const { db } = stage.world;
    const value = { perMinute, personDayCount, companyDayFen: 40 * packetFen } as never;
    await db.transaction((manager) =>
      manager.insert(Setting, { key: "packetLimits", value, updatedAt: stage.world.clock.now() }),
    );
    processes = await Promise.all(
      [1, 2, 3].map(() => Product.start(stage.world.clock.now(), stage.start(undefined, { LOG_LEVEL: "error" }))),
    );
  }, 60_000);
  afterAll(async () => {
    for (const product of processes ?? []) await product.kill();
    await stage?.close();
  });

  const accepted = () => stage.provider.desk.books().length;
  const isUnderWay = () =>
    stage.world.db.read
      .createQueryBuilder(PacketPart, "p")
      .where("p.nextAt <= :now", { now: stage.world.clock.now() })
      .getExists();

  async function forward(minutes: number) {
    stage.forward(minutes);
    await Promise.all(processes.map((product) => product.liveAt(stage.world.clock.now())));
  }

  /** The provider tells of each bill, twice and at once, before its answer has come to who asked. */
  function tellTwice() {
    stage.provider.onBill = ({ billNo }) => {
      for (let time = 0; time < 2; time++)
        settles.push(
          transact(stage.world.app, null, (work) => settleBill(work, billNo, { kind: "paid", providerNo: null })).catch(
            (error) => void errors.push(error),
          ),
        );
    };
  }

  it("pay each packet once, and keep the limits of the minute and the day together", async () => {
    tellTwice();
    await stage.owe(packets);
    const byMinute: number[] = [];
    for (let minute = 0; minute < 4; minute++) {
      const before = accepted();
      // Longer than each of them waits before it looks again.
      await sleep(2500);
      while (await isUnderWay()) await sleep(50);
      byMinute.push(accepted() - before);
      // A little more than a minute: their own clocks have gone on meanwhile.
      await forward(1.2);
    }
    expect(Math.max(...byMinute)).toBeLessThanOrEqual(perMinute);
    expect(accepted()).toBe(40);
    const perPerson = new Map<string, number>();
    for (const { openid } of stage.provider.desk.books()) perPerson.set(openid, (perPerson.get(openid) ?? 0) + 1);
    expect(Math.max(...perPerson.values())).toBeLessThanOrEqual(personDayCount);
    await Promise.all(settles);
    expect(errors).toEqual([]);
    await expectAgreed(stage.world.app, stage.provider.desk, false);
    const { read } = stage.world.db;
    expect(await read.countBy(PacketPart, { state: "paid" })).toBe(40);
    expect(await read.countBy(PacketPart, { state: In(["owed"]), lastError: "payout.dayLimit" })).toBe(packets - 40);
  }, 120_000);
});
