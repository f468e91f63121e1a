import { In } from "typeorm";
import type { DeskFault } from "../../../bot/sandbox/pay/DeskBill";
import { verifyLedger } from "../../../domain/ledger/verifyLedger";
import { requestPacket } from "../../../domain/packets/requestPacket";
import { reconcileDay } from "../../../domain/payouts/reconcileDay";
import { thawPayouts } from "../../../domain/payouts/setPayouts";
import { transact } from "../../../domain/transact";
import { Notice, PacketPart } from "../../../entities";
import { payOut } from "../../../jobs/payOut";
import { type MoneyTeam, type MoneyWorld, openMoneyWorld } from "../../domain/packets/moneyWorld";
import { describeEngines } from "../../engines";
import { PayStage } from "./PayStage";

jest.setTimeout(60_000);

const minute = 60_000;
const unclear: DeskFault[] = [
  "paySystemErrorDone",
  "paySystemErrorUndone",
  "payGarbage",
  "payBadSignature",
  "payOtherBill",
  "payBadGateway",
  "payFrequency",
  "payTimeout",
  "payClock",
];

describeEngines("red packets paid through the provider's own protocol", (engine) => {
  describe.each(["wecom", "wxpay"] as const)("%s", (protocol) => {
    let world: MoneyWorld;
    let people: MoneyTeam;
    let stage: PayStage;

    beforeEach(async () => {
      world = await openMoneyWorld(engine);
      people = await world.buildTeam({ staff: 5 });
      const { staff, manager, finance, executive } = people;
      stage = await PayStage.start({ userIds: [...staff, manager, finance, executive].map((one) => one.wecomUserId!) });
      world.app.payer = stage.payer(protocol);
      world.app.company.payLimits = world.app.payer.limits;
    });
    afterEach(async () => {
      await stage.stop();
      await world.close();
    });

    const forward = (minutes: number) => {
      for (const clock of [world.clock, stage.clock]) clock.forward(minutes * minute);
    };
    const give = (index: number, totalFen: number) =>
      world.as(people.manager, (ctx) =>
        requestPacket(ctx, { to: { employeeId: people.staff[index]!.id }, totalFen, reason: "发货<又快>&又准" }),
      );
    const states = async () => {
      const ids = people.staff.map(({ id }) => id);
      const parts = await world.db.read.find(PacketPart, { where: { employeeId: In(ids) }, order: { id: "ASC" } });
      return parts.map(({ state }) => state);
    };
    const payFor = async (minutes: number) => {
      for (let passed = 0; passed < minutes; passed += 10) {
        await payOut(world.app);
        forward(10);
      }
    };
    const openAll = () => {
      for (const { billNo, openid } of stage.desk.books()) stage.desk.claim(billNo, openid);
    };

    it("reach each person once, whatever goes wrong on the way, and agree with ledger and statement", async () => {
      const amounts = [100, 101, 202, 303, 20_000];
      for (const fault of unclear) {
        if (amounts.length > 0) await give(5 - amounts.length, amounts.shift()!);
        await stage.during(fault, () => payOut(world.app));
        forward(2);
      }
      await payFor(120);
      openAll();
      await payFor(120);
      expect(await states()).toEqual(Array(5).fill("received"));
      const paid = stage.desk.books().map(({ openid, amountFen, state }) => [openid, amountFen, state]);
      const wanted = people.staff.map((one, index) => [
        `oSandbox-${one.wecomUserId}`,
        [100, 101, 202, 303, 20_000][index],
        "received",
      ]);
      expect(paid.sort()).toEqual(wanted.sort());
      expect((await verifyLedger(world.app)).faults).toEqual([]);
      expect(await reconcileDay(world.app, world.app.payer!, "2026-05-11")).toEqual([]);
    });

    it("wait, all of them, while the merchant's account is not in order, and go on when it is", async () => {
      for (const fault of ["payNotEnough", "payCertificate"] as const) {
        await give(0, 500);
        await stage.during(fault, () => payFor(30));
        await transact(world.app, null, thawPayouts);
      }
      expect(stage.desk.books()).toEqual([]);
      await payFor(120);
      expect(stage.desk.books().map(({ amountFen }) => amountFen)).toEqual([500, 500]);
    });

    it("come back into the budget when nobody takes them", async () => {
      await give(0, 500);
      await payFor(20);
      forward(24 * 60);
      await payFor(12 * 60);
      expect(await states()).toEqual(["refunded"]);
      const isRed = protocol === "wecom";
      // A packet had left and came back; a transfer that nobody confirmed never left.
      expect(await world.budgetOf(people.team)).toMatchObject({
        reservedFen: 0,
        spentFen: isRed ? 500 : 0,
        returnedFen: isRed ? 500 : 0,
        leftFen: 1_000_000,
      });
      const told = await world.db.read.findBy(Notice, { template: "payoutRefunded", employeeId: people.manager.id });
      expect(told).toHaveLength(1);
      expect((await verifyLedger(world.app)).faults).toEqual([]);
      for (const day of ["2026-05-11", "2026-05-12"])
        expect(await reconcileDay(world.app, world.app.payer!, day)).toEqual([]);
    });
  });
});
