import { IsNull, Not } from "typeorm";
import { grantBudget } from "../../../domain/budgets/grantBudget";
import type { BillOutcome } from "../../../domain/context";
import { findIncome } from "../../../domain/ledger/findIncome";
import { verifyLedger } from "../../../domain/ledger/verifyLedger";
import { findPackets } from "../../../domain/packets/findPackets";
import { requestPacket } from "../../../domain/packets/requestPacket";
import { bookPaidPart } from "../../../domain/payouts/bookPaidPart";
import { giveUpPart, resumePart } from "../../../domain/payouts/resumePart";
import { settleBill } from "../../../domain/payouts/settleBill";
import { writeOffPart } from "../../../domain/payouts/writeOffPart";
import { transact } from "../../../domain/transact";
import { Budget, Event, Notice, PacketPart, Payout } from "../../../entities";
import { payOut } from "../../../jobs/payOut";
import { describeEngines } from "../../engines";
import { type MoneyTeam, type MoneyWorld, openMoneyWorld } from "../packets/moneyWorld";

const day = 86_400_000;
const received: BillOutcome = { kind: "received", providerNo: "1000041701" };

describeEngines("A bill that turned out otherwise", (engine) => {
  let world: MoneyWorld;
  let people: MoneyTeam;
  beforeAll(async () => {
    world = await openMoneyWorld(engine);
  });
  afterAll(() => world.close());
  beforeEach(async () => {
    world.clock.set("2026-05-11T02:00:00Z");
    world.merchant.books.clear();
    world.merchant.troubles = [];
    people = await world.buildTeam({ budgetFen: 2_000 });
    await world.db.transaction((db) => db.query("UPDATE packet_parts SET nextAt = NULL"));
  });

  const give = (totalFen = 880) =>
    world.as(people.manager, (ctx) =>
      requestPacket(ctx, { to: { employeeId: people.staff[0]!.id }, totalFen, reason: "好" }),
    );
  const pay = () => payOut(world.app);
  const part = () => world.db.read.findOneByOrFail(PacketPart, { employeeId: people.staff[0]!.id });
  const bills = () =>
    world.db.read.find(Payout, { where: { employeeId: people.staff[0]!.id }, order: { attempt: "ASC" } });
  const asFinance = async (verb: typeof resumePart) => {
    const { id } = await part();
    return world.as(people.finance, (ctx) => verb(ctx, id));
  };
  const refusal = (verb: typeof resumePart) =>
    asFinance(verb).then(
      () => "done",
      (error: Error) => error.message,
    );
  /** The first bill failed, and is said to be otherwise. */
  const turn = async (outcome: BillOutcome = received, times = 1) => {
    const [{ billNo } = { billNo: "" }] = await bills();
    const entry = world.merchant.books.get(billNo);
    if (entry) entry.state = "received";
    for (let time = 0; time < times; time++)
      await transact(world.app, null, (work) => settleBill(work, billNo, outcome));
    return billNo;
  };
  const fail = async () => {
    world.merchant.troubles = ["failed"];
    await give();
    await pay();
    expect((await part()).state).toBe("failed");
  };
  const budget = () => world.db.read.findOneByOrFail(Budget, { departmentId: people.team.id, month: "2026-05" });
  const heldNotices = () => world.db.read.countBy(Notice, { template: "payoutHeld", employeeId: people.finance.id });
  const income = async (month = "2026-05") => {
    const all = await findIncome({ db: world.db.read, company: world.app.company }, month);
    return all.find(({ employeeId }) => employeeId === people.staff[0]!.id)?.paidFen ?? 0;
  };
  const heldIds = () =>
    world.as(people.finance, async (ctx) => {
      const views = await findPackets(ctx, { scope: "held" });
      const own = views.filter(({ giver }) => giver?.id === people.manager.id);
      return own.flatMap(({ parts }) => parts.map((one) => one.part.id));
    });
  /** Of the other tests' bills some are still to be booked. */
  const faults = async () => {
    const others = await world.db.read.findBy(Payout, { lateState: Not(IsNull()) });
    const own = new Set((await bills()).map(({ billNo }) => billNo));
    const known = new Set(others.map(({ billNo }) => billNo).filter((billNo) => !own.has(billNo)));
    return (await verifyLedger(world.app)).faults.filter(({ at }) => !known.has(at));
  };
  const paidFen = () => [...world.merchant.paidTo().values()].reduce((sum, fen) => sum + fen, 0);

  it.each([
    ["held for finance", false],
    ["about to be paid by another bill", true],
  ])("is booked as paid while its money is still there, %s, and nobody is paid twice", async (_, isResumed) => {
    await fail();
    if (isResumed) await asFinance(resumePart);
    await turn(received, 3);
    expect(await part()).toMatchObject({ state: "received", attempt: 1, heldAt: null, nextAt: null });
    expect(await budget()).toMatchObject({ reservedFen: 0, spentFen: 880, leftFen: 1120 });
    expect(await refusal(giveUpPart)).toBe("packet.notHeld");
    await pay();
    expect([paidFen(), (await bills()).length, await heldNotices()]).toEqual([880, 1, 0]);
    expect([await income(), await faults()]).toEqual([880, []]);
  });

  it("is on the list of what is held where it was given up, told once, and booked by finance out of what is left", async () => {
    await fail();
    await asFinance(giveUpPart);
    const billNo = await turn({ kind: "paid", providerNo: null }, 2);
    await turn(received, 3);
    const { id } = await part();
    expect([await heldIds(), await heldNotices()]).toEqual([[id], 1]);
    expect(await faults()).toEqual([{ kind: "bill", at: billNo }]);
    expect(await income()).toBe(0);
    await asFinance(bookPaidPart);
    await asFinance(bookPaidPart);
    await turn(received, 2);
    expect(await part()).toMatchObject({ state: "received", heldAt: null });
    expect(await budget()).toMatchObject({ reservedFen: 0, spentFen: 880, leftFen: 1120 });
    expect([await heldIds(), await heldNotices(), await income(), await faults()]).toEqual([[], 1, 880, []]);
    const events = await world.db.read.findBy(Event, { subjectId: id, name: "payout.bookedLate" });
    expect(events.map(({ actorId }) => actorId)).toEqual([people.finance.id]);
  });

  it("leaves the bill after it alone, which is asked after until it ends, and is booked beside it", async () => {
    await fail();
    await asFinance(resumePart);
    world.merchant.troubles = ["unheard"];
    await pay();
    await turn(received, 2);
    expect(await part()).toMatchObject({ state: "paying", attempt: 2, heldAt: null });
    world.clock.forward(5 * 60_000);
    await pay();
    expect(await part()).toMatchObject({ state: "paid", attempt: 2 });
    expect(await heldIds()).toEqual([(await part()).id]);
    await asFinance(bookPaidPart);
    expect(await budget()).toMatchObject({ reservedFen: 0, spentFen: 1760, leftFen: 240 });
    expect([paidFen(), await income(), await faults(), await heldNotices()]).toEqual([1760, 1760, [], 1]);
    expect(await part()).toMatchObject({ state: "paid", attempt: 2 });
    // What comes back of it later is booked, and nothing of the other.
    await transact(world.app, null, async (work) =>
      settleBill(work, (await bills())[1]!.billNo, { kind: "refunded", providerNo: null }),
    );
    expect([await budget(), await faults()]).toMatchObject([{ spentFen: 1760, returnedFen: 880 }, []]);
  });

  it("keeps the bill after it from being sent, where that never got to the provider", async () => {
    await fail();
    await asFinance(resumePart);
    world.merchant.troubles = ["lost"];
    await pay();
    await turn();
    world.clock.forward(5 * 60_000);
    await pay();
    expect(await part()).toMatchObject({ state: "paying", attempt: 2, lastError: "payout.paidAfterFailure" });
    expect([paidFen(), (await heldIds()).length]).toEqual([880, 1]);
  });

  it("costs nobody anything where it came back as well", async () => {
    await fail();
    await asFinance(giveUpPart);
    await turn({ kind: "refunded", providerNo: null }, 2);
    expect(await budget()).toMatchObject({ leftFen: 2_000, spentFen: 880, returnedFen: 880 });
    expect([await heldIds(), await heldNotices(), await faults()]).toEqual([[], 0, []]);
  });

  it("is refused, and stays listed, as long as no budget can bear it", async () => {
    await fail();
    await asFinance(giveUpPart);
    await give(2_000);
    const billNo = await turn();
    const { id } = await world.db.read.findOneByOrFail(PacketPart, {
      state: "cancelled",
      employeeId: people.staff[0]!.id,
    });
    const book = () => world.as(people.finance, (ctx) => bookPaidPart(ctx, id));
    await expect(book()).rejects.toMatchObject({
      code: "payout.beyondBudget",
      details: { amountFen: 880, leftFen: 0 },
    });
    expect(await faults()).toEqual([{ kind: "bill", at: billNo }]);
    // A month that has passed cannot be filled any more: this one's can.
    world.clock.set("2026-06-02T02:00:00Z");
    await world.as(people.finance, (ctx) =>
      grantBudget(ctx, { departmentId: people.team.id, month: "2026-06", amountFen: 1_000 }),
    );
    await book();
    expect([await income("2026-06"), await faults()]).toEqual([880, []]);
    await transact(world.app, null, (work) => settleBill(work, billNo, { kind: "refunded", providerNo: null }));
    const june = { departmentId: people.team.id, month: "2026-06" };
    expect(await world.db.read.findOneByOrFail(Budget, june)).toMatchObject({ spentFen: 880, returnedFen: 880 });
    expect(await faults()).toEqual([]);
  });

  describe("refused for good, or never answered", () => {
    const ban: BillOutcome = { kind: "stopped", error: "V2_ACCOUNT_SIMPLE_BAN" };
    beforeEach(async () => {
      world.merchant.send = async () => ban;
      await give();
      await pay();
    });
    afterEach(() => {
      Reflect.deleteProperty(world.merchant, "send");
    });
    const forget = async () => {
      world.clock.forward(31 * day);
      await asFinance(resumePart);
      await pay();
    };

    it("is asked after by finance, and not given up as long as the provider has an answer", async () => {
      expect(await part()).toMatchObject({ state: "paying", lastError: ban.kind === "stopped" && ban.error });
      for (const verb of [giveUpPart, bookPaidPart]) expect(await refusal(verb)).toBe("packet.notHeld");
      expect(await refusal(writeOffPart)).toBe("payout.stillAsked");
      world.clock.forward(29 * day);
      expect(await refusal(writeOffPart)).toBe("payout.stillAsked");
      expect(await budget()).toMatchObject({ reservedFen: 880 });
    });

    it("is given up by who found it not paid at the merchant's platform, and booked should it have been", async () => {
      await forget();
      expect(await part()).toMatchObject({ state: "paying", lastError: "payout.forgotten" });
      await asFinance(writeOffPart);
      await asFinance(writeOffPart);
      const { id } = await part();
      expect(await part()).toMatchObject({ state: "cancelled", heldAt: null, nextAt: null });
      expect(await budget()).toMatchObject({ reservedFen: 0, spentFen: 0, leftFen: 2_000 });
      const [event, ...more] = await world.db.read.findBy(Event, { subjectId: id, name: "payout.foundUnpaid" });
      expect([event, more]).toMatchObject([{ actorId: people.finance.id, at: world.clock.now() }, []]);
      expect(await faults()).toEqual([]);
      await asFinance(bookPaidPart);
      await asFinance(bookPaidPart);
      expect(await part()).toMatchObject({ state: "received" });
      expect([await budget(), await faults()]).toMatchObject([{ spentFen: 880, leftFen: 1120 }, []]);
    });

    it("is booked by who found it paid there", async () => {
      await forget();
      await asFinance(bookPaidPart);
      await asFinance(bookPaidPart);
      expect(await part()).toMatchObject({ state: "received", heldAt: null, nextAt: null });
      expect([await budget(), await faults()]).toMatchObject([{ reservedFen: 0, spentFen: 880 }, []]);
    });
  });
});
