import { differenceText, readDifferences } from "../../../bot/cards/differenceText";
import { requestPacket } from "../../../domain/packets/requestPacket";
import { reconcileDay } from "../../../domain/payouts/reconcileDay";
import { freezePayouts, thawPayouts } from "../../../domain/payouts/setPayouts";
import { transact } from "../../../domain/transact";
import { Notice, PacketPart, Reconciliation } from "../../../entities";
import { payOut } from "../../../jobs/payOut";
import { describeEngines } from "../../engines";
import { type MoneyTeam, type MoneyWorld, openMoneyWorld } from "../packets/moneyWorld";

describeEngines("Reconciliation", (engine) => {
  let world: MoneyWorld;
  let people: MoneyTeam;
  beforeAll(async () => {
    world = await openMoneyWorld(engine);
  });
  afterAll(() => world.close());
  beforeEach(async () => {
    world.clock.set("2026-05-11T02:00:00Z");
    world.merchant.books.clear();
    people = await world.buildTeam();
    await world.db.transaction((db) => db.query("UPDATE packet_parts SET nextAt = NULL"));
    await world.db.transaction((db) => db.query("DELETE FROM notices"));
  });

  const give = (totalFen = 880) =>
    world.as(people.manager, (ctx) =>
      requestPacket(ctx, { to: { employeeId: people.staff[0]!.id }, totalFen, reason: "好" }),
    );
  const reconcile = (day = "2026-05-11") => reconcileDay(world.app, world.merchant, day);
  const isOurs = (billNo: string) => world.merchant.books.has(billNo);
  const ours = async () => (await reconcile()).filter(({ billNo }) => isOurs(billNo) || billNo.startsWith("STRANGE"));
  const part = () => world.db.read.findOneByOrFail(PacketPart, { employeeId: people.staff[0]!.id });

  it("agrees where all went well, and is written down once a day", async () => {
    await give();
    await payOut(world.app);
    expect(await ours()).toEqual([]);
    await reconcile();
    expect(await world.db.read.countBy(Reconciliation, { day: "2026-05-11" })).toBe(1);
  });

  it("settles what was not heard of", async () => {
    await give();
    world.merchant.troubles = ["unheard"];
    await payOut(world.app);
    expect((await part()).state).toBe("paying");
    expect(await ours()).toEqual([]);
    expect((await part()).state).toBe("paid");
  });

  it("lists a bill that is not ours, one for another amount, one that never came, and tells finance", async () => {
    await give();
    await give(660);
    await payOut(world.app);
    const [one, two] = [...world.merchant.books.values()];
    one!.bill = { ...one!.bill, amountFen: 100 };
    world.merchant.books.delete(two!.bill.billNo);
    world.merchant.books.set("STRANGE", { ...one!, bill: { ...one!.bill, billNo: "STRANGE", amountFen: 7 } });
    const found = (await reconcile()).filter(({ billNo }) =>
      [one!.bill.billNo, two!.bill.billNo, "STRANGE"].includes(billNo),
    );
    expect(found).toEqual(
      expect.arrayContaining([
        { kind: "amount", billNo: one!.bill.billNo, providerFen: 100, ledgerFen: expect.any(Number) },
        { kind: "missingInLedger", billNo: "STRANGE", providerFen: 7, ledgerFen: 0 },
        { kind: "missingAtProvider", billNo: two!.bill.billNo, providerFen: 0, ledgerFen: expect.any(Number) },
      ]),
    );
    const told = await world.db.read.findBy(Notice, { template: "payoutsDiffer", employeeId: people.finance.id });
    expect(told.map(({ data }) => data)).toEqual([
      { day: "2026-05-11", count: expect.any(Number), first: expect.arrayContaining([found[0]]) },
    ]);
    const texts = readDifferences(told[0]!.data.first).map(differenceText);
    expect(texts).toContain("STRANGE 支付方有，账本没有：支付方 0.07 元，账本 0 元");
  });

  it("books nothing of what was not heard of where the amount is another", async () => {
    await give();
    world.merchant.troubles = ["unheard"];
    await payOut(world.app);
    const [bill] = [...world.merchant.books.values()];
    bill!.bill = { ...bill!.bill, amountFen: 100 };
    expect(await ours()).toEqual([
      { kind: "amount", billNo: bill!.bill.billNo, providerFen: 100, ledgerFen: expect.any(Number) },
    ]);
    expect((await part()).state).toBe("paying");
  });

  it("must have run before a restored database pays again", async () => {
    await transact(world.app, null, (work) => freezePayouts(work, "backup"));
    world.clock.forward(60_000);
    await expect(transact(world.app, null, thawPayouts)).rejects.toThrow("payouts.notReconciled");
    await reconcile("2026-05-10");
    expect(await transact(world.app, null, thawPayouts)).toBe(true);
  });
});
