import { differenceText } from "../../../bot/cards/differenceText";
import type { StatementLine } from "../../../domain/context";
import { requestPacket } from "../../../domain/packets/requestPacket";
import { reconcileDay } from "../../../domain/payouts/reconcileDay";
import { settleBill } from "../../../domain/payouts/settleBill";
import { transact } from "../../../domain/transact";
import { Notice, PacketPart, Payout, Reconciliation, StatementEntry } from "../../../entities";
import { deliverNotices } from "../../../jobs/deliverNotices";
import { payOut } from "../../../jobs/payOut";
import { reconcilePayouts } from "../../../jobs/reconcilePayouts";
import { runOnce } from "../../../jobs/runOnce";
import { tick } from "../../../jobs/schedule";
import { describeEngines } from "../../engines";
import { FakeMerchant } from "../packets/FakeMerchant";
import { type MoneyTeam, type MoneyWorld, openMoneyWorld } from "../packets/moneyWorld";

describeEngines("Statements of several days", (engine) => {
  let world: MoneyWorld;
  let people: MoneyTeam;
  beforeAll(async () => {
    world = await openMoneyWorld(engine);
  });
  afterAll(() => world.close());
  beforeEach(async () => {
    world.clock.set("2026-05-11T02:00:00Z");
    world.app.company.zone = "Asia/Shanghai";
    world.merchant = new FakeMerchant(() => world.clock.now());
    world.app.payer = world.merchant;
    for (const table of ["statement_entries", "reconciliations", "payouts", "packet_parts", "notices", "job_runs"])
      await world.db.transaction((db) => db.query(`DELETE FROM ${table}`));
    people = await world.buildTeam();
  });

  const give = () =>
    world.as(people.manager, (ctx) =>
      requestPacket(ctx, { to: { employeeId: people.staff[0]!.id }, totalFen: 880, reason: "好" }),
    );
  const reconcile = (day: string) => reconcileDay(world.app, world.merchant, `2026-05-${day}`);
  const at = (day: string, time = "10:00") => world.clock.set(`2026-05-${day}T${time}:00+08:00`);
  const bill = () => world.db.read.findOneByOrFail(Payout, {});
  const difference = async (kind: string, providerFen: number) => [
    { kind, billNo: (await bill()).billNo, providerFen, ledgerFen: 880 },
  ];
  /** What the provider says of days, in place of what it knows. */
  function say(lines: Record<string, StatementLine[]>) {
    world.merchant.statement = async function* (day: string) {
      yield* lines[day] ?? [];
    };
  }
  const line = async (kind: StatementLine["kind"], providerNo = "p1"): Promise<StatementLine> => {
    const { billNo, amountFen } = await bill();
    return { billNo, providerNo, kind, amountFen, at: world.clock.now() };
  };

  it("show a bill that was paid twice, on one day or on two", async () => {
    await give();
    await payOut(world.app);
    const paid = await line("paid");
    say({ "2026-05-11": [paid, { ...paid, providerNo: "p2" }] });
    expect(await reconcile("11")).toEqual(await difference("twice", 1760));

    say({ "2026-05-11": [paid], "2026-05-13": [{ ...paid, providerNo: "p2" }] });
    // What a day's statement says now is all that it says.
    expect(await reconcile("11")).toEqual([]);
    expect(await reconcile("12")).toEqual([]);
    const [found] = await reconcile("13");
    expect([found]).toEqual(await difference("twice", 1760));
    expect(differenceText(found!)).toContain("支付方记了不止一次：支付方 17.60 元，账本 8.80 元");
  });

  it("show what the ledger has back and the provider never returned, once the next day is there too", async () => {
    await give();
    await payOut(world.app);
    const { billNo } = await bill();
    at("12", "09:00");
    await transact(world.app, null, (work) => settleBill(work, billNo, { kind: "refunded", providerNo: null }));
    const [paid, back] = [await line("paid"), await line("refunded")];
    say({ "2026-05-11": [paid] });
    expect(await reconcile("11")).toEqual([]);
    expect(await reconcile("12")).toEqual([]);
    expect(await reconcile("13")).toEqual(await difference("notReturned", 0));

    say({ "2026-05-11": [paid], "2026-05-13": [back] });
    expect(await reconcile("13")).toEqual([]);
    say({ "2026-05-11": [paid], "2026-05-13": [back, back] });
    expect(await reconcile("13")).toEqual(await difference("twice", 1760));
  });

  it("look for a bill from the day it was begun to the day we heard of it", async () => {
    await give();
    world.merchant.troubles = ["unheard"];
    await payOut(world.app);
    at("14");
    await payOut(world.app);
    expect((await bill()).state).toBe("paid");
    // The statement of the day it was paid on cannot be had yet.
    for (const day of ["14", "13", "12"]) expect(await reconcile(day)).toEqual([]);
    expect(await reconcile("11")).toEqual([]);

    say({});
    expect(await reconcile("11")).toEqual(await difference("missingAtProvider", 0));
  });

  it("are of the provider's days, wherever the company is", async () => {
    world.app.company.zone = "Asia/Bangkok";
    world.clock.set("2026-05-11T16:30:00Z");
    await give();
    await payOut(world.app);
    // 23:30 in Bangkok, and the twelfth in Beijing.
    world.clock.set("2026-05-12T00:00:00Z");
    expect(await reconcile("11")).toEqual([]);
    expect(await reconcile("12")).toEqual([]);
    say({});
    expect(await reconcile("12")).toEqual(await difference("missingAtProvider", 0));
  });

  it("are not asked for bills of another merchant", async () => {
    await give();
    await payOut(world.app);
    say({});
    const { id } = await bill();
    const ask = (mchId: string) =>
      reconcileDay(world.app, Object.assign(world.merchant, { account: { mchId, appId: "app" } }), "2026-05-11");
    await world.db.transaction((db) => db.update(Payout, { id }, { mchId: "one" }));
    expect(await ask("another")).toEqual([]);
    expect(await ask("one")).toEqual(await difference("missingAtProvider", 0));
  });

  it("count for nothing where one breaks off, and leave what was read before", async () => {
    await give();
    await payOut(world.app);
    await reconcile("11");
    const paid = await line("paid");
    world.merchant.statement = async function* () {
      for (let index = 0; index < 1200; index++) yield { ...paid, billNo: `B${index}` };
      throw new Error("cut off");
    };
    await expect(reconcile("11")).rejects.toThrow("cut off");
    const { readingId } = await world.db.read.findOneByOrFail(Reconciliation, { day: "2026-05-11" });
    expect(await world.db.read.find(StatementEntry)).toMatchObject([{ readingId, billNo: paid.billNo }]);
  });

  describe("each day", () => {
    const from = new Date("2026-05-11T02:00:00Z");
    const days = async () =>
      (await world.db.read.find(Reconciliation, { order: { day: "ASC" } })).map(({ day }) => day);
    const run = () => tick(world.app, [reconcilePayouts], from);
    const told = ({ id }: { id: string }) =>
      world.db.read.findBy(Notice, { template: "statementMissing", employeeId: id });
    const refuse = (...refused: string[]) => {
      const { statement } = world.merchant;
      world.merchant.statement = async function* (day: string) {
        if (refused.includes(day)) throw new Error("no bill yet");
        yield* statement.call(world.merchant, day);
      };
    };

    it("are held against the ledger, with those of an outage", async () => {
      await give();
      await payOut(world.app);
      // Looked at by hand while the day was not over.
      await reconcile("11");
      at("15", "10:20");
      await run();
      expect(await days()).toEqual(["2026-05-11", "2026-05-12", "2026-05-13", "2026-05-14"]);
      const [first] = await world.db.read.findBy(Reconciliation, { day: "2026-05-11" });
      expect(first!.at).toEqual(world.clock.now());
      const asked: string[] = [];
      world.merchant.statement = async function* (day: string) {
        asked.push(day);
        yield* [];
      };
      at("15", "14:20");
      await run();
      expect(asked).toEqual([]);
    });

    it("are tried again where they cannot be had, and finance and the operator hear of it once a day after two", async () => {
      await give();
      await payOut(world.app);
      refuse("2026-05-11", "2026-05-13");
      at("12", "10:20");
      await run();
      expect(await told(people.finance)).toEqual([]);
      for (const time of ["10:20", "14:20", "20:20"]) {
        at("13", time);
        await run();
        expect(await told(people.finance)).toMatchObject([{ data: { count: 1, first: "2026-05-11" } }]);
      }
      at("15");
      await run();
      at("15", "10:20");
      await run();
      expect(await days()).toEqual(["2026-05-10", "2026-05-12", "2026-05-14"]);
      expect((await told(people.finance)).map(({ data }) => data.count).sort()).toEqual([1, 2]);
      expect(await told(people.manager)).toEqual([]);
      world.sent.length = 0;
      await deliverNotices(world.app);
      const words = world.sent.map(({ notice }) => notice.template);
      expect(words).toContain("statementMissing");
    });

    it("are read by one of three processes", async () => {
      await give();
      await payOut(world.app);
      at("12", "10:20");
      const runs = await Promise.all([1, 2, 3].map(() => runOnce(world.app, reconcilePayouts, world.clock.now())));
      expect(runs.filter(Boolean)).toHaveLength(1);
      expect(await world.db.read.countBy(StatementEntry, {})).toBe(1);
      expect((await world.db.read.findOneByOrFail(PacketPart, {})).state).toBe("paid");
    });
  });
});
