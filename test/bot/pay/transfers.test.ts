import { IsNull, Not } from "typeorm";
import { newId } from "../../../domain/newId";
import { oweByRule } from "../../../domain/packets/oweByRule";
import { requestPacket } from "../../../domain/packets/requestPacket";
import { resumePart } from "../../../domain/payouts/resumePart";
import { bindWechat } from "../../../domain/people/bindWechat";
import { findBoundOpenid } from "../../../domain/people/findBoundOpenid";
import { issueBindingCode } from "../../../domain/people/issueBindingCode";
import { transact } from "../../../domain/transact";
import { AwardRule, type Employee, Event, Notice, PacketPart, Payout } from "../../../entities";
import { payOut } from "../../../jobs/payOut";
import { type MoneyTeam, type MoneyWorld, openMoneyWorld } from "../../domain/packets/moneyWorld";
import { describeEngines } from "../../engines";
import { ask, serveApi, tokenFor } from "../../server/serveApi";
import { monday } from "../../world";
import { payKeys } from "../sandbox/StandIn";
import { PayStage } from "./PayStage";

jest.setTimeout(60_000);

const minute = 60_000;

describeEngines("Transfers that people confirm in the mini-program", (engine) => {
  let world: MoneyWorld;
  let people: MoneyTeam;
  let receiver: Employee;
  let stage: PayStage;

  beforeAll(async () => {
    world = await openMoneyWorld(engine);
  });
  afterAll(() => world.close());
  beforeEach(async () => {
    people = await world.buildTeam({ staff: 2 });
    receiver = people.staff[0]!;
    const { staff, manager, finance, executive } = people;
    world.clock.set(monday);
    stage = await PayStage.start({ userIds: [...staff, manager, finance, executive].map((one) => one.wecomUserId!) });
    payInMiniprogram();
    world.app.company.payLimits = world.app.payer!.limits;
  });
  afterEach(async () => {
    await stage.stop();
    await world.db.transaction((db) => db.update(PacketPart, { nextAt: Not(IsNull()) }, { nextAt: null }));
  });

  const payInMiniprogram = () => {
    world.app.payer = stage.transferInMiniprogram((id) => findBoundOpenid(world.db.read, id));
  };
  const forward = (minutes: number) => {
    for (const clock of [world.clock, stage.clock]) clock.forward(minutes * minute);
  };
  const payAfter = async (minutes: number) => {
    forward(minutes);
    await payOut(world.app);
  };
  const accountOf = ({ wecomUserId }: Employee) => `openid-${wecomUserId}`;
  /** As with the code that the chat answers to 绑定. */
  const bind = async (person: Employee, account = accountOf(person)) => {
    const { code } = await world.as(person, (ctx) => issueBindingCode(ctx));
    await transact(world.app, null, (work) => bindWechat(work, account, code));
  };
  const give = (totalFen = 880) =>
    world.as(people.manager, (ctx) =>
      requestPacket(ctx, { to: { employeeId: receiver.id }, totalFen, reason: "发货又快又准" }),
    );
  const part = () => world.db.read.findOneByOrFail(PacketPart, { employeeId: receiver.id });
  const payouts = () => world.db.read.findBy(Payout, { employeeId: receiver.id });
  const get = async (person: Employee, path: string) =>
    ask(serveApi(world), `GET ${path}`, await tokenFor(world, person));
  const mine = async () => (await get(receiver, "/me/packets")).body.parts[0];

  it("go to the account their receiver has bound, who alone is told how to confirm them, until they have", async () => {
    await bind(people.manager);
    await bind(receiver);
    const packet = await give();
    await payOut(world.app);
    const [payout] = await payouts();
    const confirm = { mchId: payKeys.mchId, appId: "wxsandbox", package: `sandbox-${payout!.billNo}` };
    expect(await mine()).toMatchObject({ state: "paying", amountFen: 880, confirm });
    expect(stage.desk.books()).toMatchObject([{ openid: accountOf(receiver), state: "waiting" }]);

    const others = await Promise.all([
      get(people.manager, `/packets/${packet.id}`),
      get(people.finance, "/packets?scope=held"),
      ...[people.manager, people.finance, people.staff[1]!].map((person) => get(person, "/me/packets")),
    ]);
    for (const { status, text } of others) expect([status, text.includes(confirm.package)]).toEqual([200, false]);
    const written = [...(await world.db.read.find(Event)), ...(await world.db.read.find(Notice))];
    expect(JSON.stringify(written)).not.toContain(confirm.package);
    expect(await world.db.read.countBy(Notice, { template: "payoutToConfirm", employeeId: receiver.id })).toBe(1);

    expect(stage.desk.claim(payout!.billNo, accountOf(people.manager))).toBe(false);
    expect(stage.desk.claim(payout!.billNo, accountOf(receiver))).toBe(true);
    await payAfter(2);
    expect(await mine()).toMatchObject({ state: "received", confirm: null });
    expect(await payouts()).toMatchObject([{ state: "received", packageInfo: null }]);
  });

  it("can be confirmed too where the answer to the first call was lost", async () => {
    await bind(people.manager);
    await bind(receiver);
    await give();
    await stage.during("paySystemErrorDone", () => payOut(world.app));
    expect(await mine()).toMatchObject({ state: "paying", confirm: null });
    await payAfter(2);
    expect((await mine()).confirm.package).toBe(`sandbox-${(await payouts())[0]!.billNo}`);
    expect(stage.desk.books()).toHaveLength(1);
  });

  it("are not made to who has bound no account, and are once they have and finance lets them go on", async () => {
    await bind(people.manager);
    await give();
    await payOut(world.app);
    expect(await part()).toMatchObject({ state: "failed", lastError: "payout.noOpenid" });
    await bind(receiver);
    await world.as(people.finance, async (ctx) => resumePart(ctx, (await part()).id));
    await payOut(world.app);
    expect(stage.desk.books()).toMatchObject([{ openid: accountOf(receiver) }]);
  });

  it("are not made where the giver's account has become the receiver's since", async () => {
    await bind(people.manager);
    await bind(receiver);
    await give();
    // One account has one person: the giver has none any more that could be told from the receiver's.
    await bind(receiver, accountOf(people.manager));
    await payOut(world.app);
    expect(await part()).toMatchObject({ state: "failed", lastError: "payout.othersUnbound" });
    expect(stage.desk.books()).toEqual([]);
  });

  it("are not made by a rule while somebody who made it has bound no account", async () => {
    const { finance, executive } = people;
    await bind(receiver);
    await bind(finance);
    const rule = Object.assign(new AwardRule(), {
      id: newId(world.clock.now()),
      name: "达成有奖",
      kind: "ideaAccepted",
      parameters: {},
      amountFen: 500,
      personMonthCap: 9,
      monthCap: 9,
      state: "active",
      createdById: executive.id,
      approvedById: finance.id,
      createdAt: world.clock.now(),
    });
    await world.db.transaction((db) => db.insert(AwardRule, rule));
    const gift = { fact: receiver.id, employeeId: receiver.id, reason: "达成" };
    await transact(world.app, null, (work) => oweByRule(work, rule, [gift]));
    await payOut(world.app);
    expect(await part()).toMatchObject({ state: "failed", lastError: "payout.othersUnbound" });
    await bind(executive);
    await world.as(finance, async (ctx) => resumePart(ctx, (await part()).id));
    await payOut(world.app);
    expect(stage.desk.books()).toMatchObject([{ openid: accountOf(receiver), amountFen: 500 }]);
  });

  it("are made to the account that is bound when they are paid, not when they were given", async () => {
    await bind(people.manager);
    await bind(receiver);
    await give();
    await bind(receiver, `openid-another-${receiver.wecomUserId}`);
    await payOut(world.app);
    expect(stage.desk.books()).toMatchObject([{ openid: `openid-another-${receiver.wecomUserId}` }]);
  });

  it("stay what they were begun as when the mini-program is set up meanwhile", async () => {
    world.app.payer = stage.transfer;
    await give();
    await stage.during("paySystemErrorUndone", () => payOut(world.app));
    expect(stage.desk.books()).toEqual([]);
    await bind(people.manager);
    await bind(receiver);
    payInMiniprogram();
    await payAfter(2);
    expect(stage.desk.books()).toMatchObject([{ openid: `oSandbox-${receiver.wecomUserId}`, state: "waiting" }]);
    expect((await mine()).confirm).toMatchObject({ appId: stage.standIn.state.keys.corpId });
    expect(await payouts()).toHaveLength(1);
  });

  it("are held for a person when another merchant is set up meanwhile, and go on with the first", async () => {
    world.app.payer = stage.transfer;
    await give();
    await stage.during("paySystemErrorDone", () => payOut(world.app));
    world.app.payer = stage.transferOfMerchant("1900000110");
    await payAfter(2);
    expect(await part()).toMatchObject({ state: "paying", lastError: "payout.otherProvider", nextAt: null });
    expect(stage.desk.books()).toHaveLength(1);
    world.app.payer = stage.transfer;
    await world.as(people.finance, async (ctx) => resumePart(ctx, (await part()).id));
    await payOut(world.app);
    expect((await mine()).confirm).not.toBeNull();
    expect(stage.desk.books()).toHaveLength(1);
  });
});
