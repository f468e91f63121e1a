import { WxpayPayer } from "../../../bot/pay/wxpay/WxpayPayer";
import type { DeskFault } from "../../../bot/sandbox/pay/DeskBill";
import { requestPacket } from "../../../domain/packets/requestPacket";
import { resumePart } from "../../../domain/payouts/resumePart";
import { arePayoutsFrozen, thawPayouts } from "../../../domain/payouts/setPayouts";
import { transact } from "../../../domain/transact";
import { type Employee, Notice, PacketPart, Payout } from "../../../entities";
import { payOut } from "../../../jobs/payOut";
import { describeEngine } from "../../engines";
import { keys } from "../keys";
import { expectAgreed } from "./expectAgreed";
import { MoneyStage } from "./MoneyStage";
import { payKeys } from "./ProviderDesk";

const providers = ["wecom", "wxpay"] as const;
const silenceMs = 300;

/** What is wrong, and what it makes of the part and of all others. `minutes`: when it is looked at again. */
interface Trouble {
  fault: DeskFault;
  error: Record<(typeof providers)[number], string>;
  minutes?: number;
  isFrozen?: boolean;
}

/** The provider may have done it: it is asked after, and money that has left is not sent again. */
const unheard: Trouble[] = [
  { fault: "paySystemErrorDone", error: { wecom: "SYSTEMERROR", wxpay: "SYSTEM_ERROR" } },
  { fault: "paySystemErrorUndone", error: { wecom: "SYSTEMERROR", wxpay: "SYSTEM_ERROR" } },
  { fault: "payTimeout", error: { wecom: "timeout", wxpay: "timeout" } },
  { fault: "payBadSignature", error: { wecom: "signature", wxpay: "signature" } },
  { fault: "payOtherBill", error: { wecom: "another bill was answered", wxpay: "another bill was answered" } },
  { fault: "payGarbage", error: { wecom: "garbage", wxpay: "unsigned" } },
  { fault: "payBadGateway", error: { wecom: "status 502", wxpay: "status 502" } },
];
const refused: Trouble[] = [
  { fault: "payFrequency", error: { wecom: "FREQ_LIMIT", wxpay: "FREQUENCY_LIMITED" } },
  { fault: "payPersonCap", error: { wecom: "SENDNUM_LIMIT", wxpay: "QUOTA_EXCEED" }, minutes: 33 * 60 },
  { fault: "payNotEnough", error: { wecom: "NOTENOUGH", wxpay: "NOT_ENOUGH" }, isFrozen: true },
  { fault: "payCertificate", error: { wecom: "CA_ERROR", wxpay: "SIGN_ERROR" }, isFrozen: true },
];

describeEngine("sqlite", "A provider in trouble", (engine) => {
  let stage: MoneyStage;
  let receivers: Employee[];

  beforeAll(async () => {
    stage = await MoneyStage.open(engine, 60);
    receivers = [...stage.people.staff];
  }, 60_000);
  afterAll(() => stage.close());
  afterEach(() => {
    stage.provider.desk.faults.clear();
  });

  function payBy(provider: (typeof providers)[number], aheadMs = 0) {
    const { world } = stage;
    if (provider === "wecom") {
      world.app.payer = stage.payerOn(world.db, silenceMs);
      return;
    }
    const now = () => new Date(world.clock.now().getTime() + aheadMs);
    const { merchant, platform, mchId } = payKeys;
    const account = { apiUrl: stage.provider.url, mchId, corpId: keys.receiveId, sceneId: "1005" } as const;
    const signing = {
      serial: merchant.serial,
      key: merchant.key,
      platform: { id: platform.id, key: platform.publicKey },
    };
    world.app.payer = new WxpayPayer(
      { ...account, ...signing },
      { wecom: stage.wecomClient(world.db), now, timeoutMs: silenceMs },
    );
  }

  /** A packet of somebody's own; answers its part's id. */
  async function give(): Promise<string> {
    const receiver = receivers.pop()!;
    const { world, people } = stage;
    await world.as(people.manager, (ctx) =>
      requestPacket(ctx, { to: { employeeId: receiver.id }, totalFen: 100, reason: "救急" }),
    );
    return (await world.db.read.findOneByOrFail(PacketPart, { employeeId: receiver.id })).id;
  }

  const partOf = (id: string) => stage.world.db.read.findOneByOrFail(PacketPart, { id });
  const billsOf = (partId: string) => stage.world.db.read.findBy(Payout, { partId });
  const isFrozen = () => arePayoutsFrozen({ db: stage.world.db.read });
  const toldOf = async (template: string) =>
    (await stage.world.db.read.findBy(Notice, { template })).map(({ employeeId }) => employeeId);
  const pay = () => payOut(stage.world.app);

  /** It ended well: paid once, by the bill it was first tried with. */
  async function expectPaidOnce(id: string, billNo: string | undefined) {
    for (let tries = 0; tries < 4 && (await partOf(id)).state === "paying"; tries++) {
      stage.forward(15);
      await pay();
      const bill = stage.provider.desk.books().find((one) => one.billNo === billNo);
      // A transfer has left when its receiver has confirmed it.
      if (bill) stage.provider.desk.claim(bill.billNo, bill.openid);
    }
    expect((await billsOf(id)).map((one) => one.billNo)).toEqual([billNo]);
    expect(["paid", "received"]).toContain((await partOf(id)).state);
    expect(stage.provider.desk.books().filter((one) => one.billNo === billNo)).toHaveLength(1);
    await expectAgreed(stage.world.app, stage.provider.desk, false);
  }

  describe.each(providers)("%s", (provider) => {
    beforeEach(() => {
      stage.forward(60);
      payBy(provider);
    });

    it.each(unheard)(
      "$fault: the bill is asked after, repeated where it is unknown, and paid once",
      async (trouble) => {
        const id = await give();
        stage.provider.desk.faults.add(trouble.fault);
        await pay();
        expect(await partOf(id)).toMatchObject({
          state: "paying",
          attempt: 1,
          heldAt: null,
          lastError: trouble.error[provider],
        });
        const [bill] = await billsOf(id);
        // As long as it lasts nothing is known.
        stage.forward(2);
        await pay();
        expect(await partOf(id)).toMatchObject({ state: "paying", attempt: 1, heldAt: null });
        expect(bill?.state).toBe("asked");
        stage.provider.desk.faults.clear();
        await expectPaidOnce(id, bill?.billNo);
        expect(await isFrozen()).toBe(false);
      },
    );

    it.each(refused)("$fault: the same bill is paid once it is over", async (trouble) => {
      const before = (await toldOf("payoutsFrozen")).length;
      const id = await give();
      stage.provider.desk.faults.add(trouble.fault);
      await pay();
      const part = await partOf(id);
      expect(part).toMatchObject({ state: "paying", attempt: 1, heldAt: null, lastError: trouble.error[provider] });
      expect(stage.provider.desk.find((await billsOf(id))[0]!.billNo)).toBeUndefined();
      expect(await isFrozen()).toBe(trouble.isFrozen ?? false);
      const told = (await toldOf("payoutsFrozen")).slice(before);
      expect(told).toEqual(trouble.isFrozen ? [stage.people.finance.id] : []);
      const [bill] = await billsOf(id);
      stage.provider.desk.faults.clear();
      if (trouble.isFrozen) {
        // Nothing goes out until somebody says so, whatever has been mended, and nobody else's either.
        const other = await give();
        stage.forward(15);
        await pay();
        expect([(await partOf(other)).state, await billsOf(other)]).toEqual(["owed", []]);
        expect(stage.provider.desk.find(bill!.billNo)).toBeUndefined();
        await transact(stage.world.app, null, thawPayouts);
      }
      if (trouble.minutes !== undefined) {
        // Not before the provider's next day.
        stage.forward(8 * 60);
        await pay();
        expect(stage.provider.desk.find(bill!.billNo)).toBeUndefined();
        stage.forward(trouble.minutes - 8 * 60);
        await pay();
      }
      await expectPaidOnce(id, bill?.billNo);
    });
  });

  it("is not asked for what another was asked to pay: finance is told, and the first one ends it", async () => {
    payBy("wxpay");
    const id = await give();
    await pay();
    const [bill] = await billsOf(id);
    expect(stage.provider.desk.find(bill!.billNo)?.state).toBe("waiting");
    payBy("wecom");
    stage.forward(2);
    await pay();
    expect(await partOf(id)).toMatchObject({ state: "paying", lastError: "payout.otherProvider", nextAt: null });
    const held = await stage.world.db.read.findBy(Notice, { template: "payoutHeld" });
    const told = held.filter(({ data }) => data.partId === id).map(({ employeeId }) => employeeId);
    expect(told).toEqual([stage.people.finance.id]);
    payBy("wxpay");
    await stage.world.as(stage.people.finance, (ctx) => resumePart(ctx, id));
    await expectPaidOnce(id, bill?.billNo);
  });

  it("whose clock is not ours: nothing it says is believed, and the bill is paid once when the clocks agree", async () => {
    stage.forward(60);
    payBy("wxpay", 10 * 60_000);
    const id = await give();
    await pay();
    const part = await partOf(id);
    expect([part.state, part.attempt, await isFrozen()]).toEqual(["paying", 1, true]);
    const [bill] = await billsOf(id);
    expect(stage.provider.desk.find(bill!.billNo)).toBeUndefined();
    payBy("wxpay");
    await transact(stage.world.app, null, thawPayouts);
    await expectPaidOnce(id, bill?.billNo);
  });

  it("is not asked with a certificate that has expired: all payouts stop, and the bill is paid with the next one", async () => {
    stage.forward(60);
    payBy("wecom");
    const id = await give();
    stage.world.app.payer = stage.payerWithExpiredCertificate();
    await pay();
    expect(await partOf(id)).toMatchObject({ state: "paying", attempt: 1, lastError: "CERTIFICATE" });
    expect(await isFrozen()).toBe(true);
    const [bill] = await billsOf(id);
    expect(stage.provider.desk.find(bill!.billNo)).toBeUndefined();
    payBy("wecom");
    await transact(stage.world.app, null, thawPayouts);
    await expectPaidOnce(id, bill?.billNo);
  });

  it("that says a packet failed: it is not tried again by itself, and giver and finance are told", async () => {
    stage.forward(60);
    payBy("wecom");
    const id = await give();
    stage.provider.desk.faults.add("payFailed");
    await pay();
    stage.provider.desk.faults.clear();
    stage.forward(24 * 60);
    await pay();
    expect(await partOf(id)).toMatchObject({ state: "failed", lastError: "SEND_FAILED", nextAt: null });
    expect((await partOf(id)).heldAt).not.toBeNull();
    const told = (await toldOf("payoutFailed")).sort();
    expect(told).toEqual([stage.people.manager.id, stage.people.finance.id].sort());
  });
});
