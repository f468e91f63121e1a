import { In, IsNull, Not } from "typeorm";
import { verifyLedger } from "../../../domain/ledger/verifyLedger";
import { approvePacket } from "../../../domain/packets/approvePacket";
import { cancelPacket, returnPacket } from "../../../domain/packets/endPacket";
import { requestPacket } from "../../../domain/packets/requestPacket";
import { giveUpPart, resumePart } from "../../../domain/payouts/resumePart";
import { freezePayouts, thawPayouts } from "../../../domain/payouts/setPayouts";
import { transact } from "../../../domain/transact";
import { Award, type Employee, Packet, PacketPart, Payout } from "../../../entities";
import { payOut } from "../../../jobs/payOut";
import { describeEngines } from "../../engines";
import { type MoneyTeam, type MoneyWorld, openMoneyWorld } from "./moneyWorld";

describeEngines("A red packet", (engine) => {
  let world: MoneyWorld;
  let people: MoneyTeam;
  let first: Employee;

  beforeAll(async () => {
    world = await openMoneyWorld(engine);
  });
  afterAll(() => world.close());
  beforeEach(async () => {
    people = await world.buildTeam();
    first = people.staff[0]!;
    world.merchant.books.clear();
    world.merchant.troubles = [];
  });
  // Whatever a test did, the books are right, and nothing is left under way for the next.
  afterEach(async () => {
    expect((await verifyLedger(world.app)).faults).toEqual([]);
    await world.db.transaction((db) => db.update(PacketPart, { nextAt: Not(IsNull()) }, { nextAt: null }));
  });

  const give = (totalFen: number, to: Employee = first) =>
    world.as(people.manager, (ctx) =>
      requestPacket(ctx, { to: { employeeId: to.id }, totalFen, reason: "发货又快又准" }),
    );
  const giveTeam = (totalFen: number, split: "equal" | "lucky" = "equal") =>
    world.as(people.manager, (ctx) =>
      requestPacket(ctx, { to: { departmentId: people.team.id }, totalFen, reason: "大促", split }),
    );
  const pay = () => payOut(world.app);
  const parts = async () => {
    const ids = people.staff.map(({ id }) => id);
    return world.db.read.find(PacketPart, { where: { employeeId: In(ids) }, order: { id: "ASC" } });
  };
  const budget = () => world.budgetOf(people.team);
  const forward = (minutes: number) => world.clock.forward(minutes * 60_000);

  it("is paid at once within the limits, is on the wall, and is booked as spent when the money has left", async () => {
    const packet = await give(880);
    expect(packet.state).toBe("approved");
    expect(await budget()).toMatchObject({ reservedFen: 880, spentFen: 0 });
    expect(await pay()).toBe(1);
    expect(await parts()).toMatchObject([{ state: "paid", amountFen: 880, employeeId: first.id }]);
    expect(await budget()).toMatchObject({ reservedFen: 0, spentFen: 880 });
    expect([...world.merchant.paidTo().values()]).toEqual([880]);
    expect(await world.db.read.findBy(Award, { employeeId: first.id })).toMatchObject([
      { kind: "packet", employeeId: first.id, givenById: people.manager.id, reason: "发货又快又准" },
    ]);
  });

  it("is received when its receiver takes it, and comes back into the budget when nobody does", async () => {
    await give(880);
    await give(660, people.staff[1]);
    await pay();
    const [one, two] = [...world.merchant.books.keys()];
    world.merchant.take(one!);
    world.merchant.refund(two!);
    forward(61);
    await pay();
    expect((await parts()).map(({ state }) => state).sort()).toEqual(["received", "refunded"]);
    const after = await budget();
    expect(after).toMatchObject({ spentFen: 1540, returnedFen: after.leftFen - 1_000_000 + 1540 });
    expect(after.returnedFen).toBe(world.merchant.books.get(two!)!.bill.amountFen);
  });

  it("waits above the limit for two others, who are neither its giver nor its receiver", async () => {
    const packet = await giveTeam(40_000);
    expect(packet).toMatchObject({ state: "requested", approvalsNeeded: 2 });
    expect(await pay()).toBe(0);
    await expect(world.as(first, (ctx) => approvePacket(ctx, packet.id))).rejects.toThrow("packet.notFound");
    await expect(world.as(people.manager, (ctx) => approvePacket(ctx, packet.id))).rejects.toThrow("approveForbidden");
    await world.as(people.finance, (ctx) => approvePacket(ctx, packet.id));
    await world.as(people.finance, (ctx) => approvePacket(ctx, packet.id));
    expect((await world.db.read.findOneByOrFail(Packet, { id: packet.id })).state).toBe("requested");
    await world.as(people.executive, (ctx) => approvePacket(ctx, packet.id));
    await pay();
    expect((await parts()).every(({ state }) => state === "paid")).toBe(true);
  });

  it("is given back when the process stops before its turn, and paid by the next", async () => {
    await give(880);
    await give(660, people.staff[1]);
    const ending = new AbortController();
    world.merchant.onCall = () => ending.abort();
    await payOut(world.app, ending.signal);
    world.merchant.onCall = () => undefined;
    expect((await parts()).map(({ state }) => state).sort()).toEqual(["owed", "paid"]);
    await pay();
    expect((await parts()).map(({ state }) => state)).toEqual(["paid", "paid"]);
  });

  it("is not begun while payouts are frozen, and is when they go on", async () => {
    await give(880);
    await transact(world.app, null, (work) => freezePayouts(work, "operator"));
    expect(await pay()).toBe(0);
    expect(world.merchant.books.size).toBe(0);
    await transact(world.app, null, thawPayouts);
    await pay();
    expect(world.merchant.books.size).toBe(1);
  });

  it.each(["unheard", "lost", "throws"] as const)(
    "is asked after when the answer is %s, and paid once",
    async (trouble) => {
      await give(880);
      world.merchant.troubles = [trouble];
      await pay();
      expect(await parts()).toMatchObject([{ state: "paying" }]);
      expect(await budget()).toMatchObject({ reservedFen: 880, spentFen: 0 });
      forward(2);
      await pay();
      expect(await parts()).toMatchObject([{ state: "paid", attempt: 1 }]);
      expect(world.merchant.books.size).toBe(1);
    },
  );

  it("fails for good only by the provider's word; a person decides on another bill, or gives it up", async () => {
    await give(880);
    await give(660, people.staff[1]);
    world.merchant.troubles = ["failed", "failed"];
    await pay();
    const [one, two] = await parts();
    expect([one!.state, two!.state]).toEqual(["failed", "failed"]);
    forward(100_000 / 60);
    expect(await pay()).toBe(0);
    await expect(world.as(people.manager, (ctx) => resumePart(ctx, one!.id))).rejects.toThrow("settleForbidden");
    await world.as(people.finance, (ctx) => resumePart(ctx, one!.id));
    await world.as(people.finance, (ctx) => resumePart(ctx, one!.id));
    await world.as(people.finance, (ctx) => giveUpPart(ctx, two!.id));
    await world.as(people.finance, (ctx) => giveUpPart(ctx, two!.id));
    await pay();
    expect((await parts()).map(({ state }) => state)).toEqual(["paid", "cancelled"]);
    expect(await world.db.read.countBy(Payout, { partId: one!.id })).toBe(2);
    expect(await budget()).toMatchObject({ reservedFen: 0, spentFen: one!.amountFen });
  });

  it("stops all payouts when the merchant's account is short, and pays the same bill after it was filled", async () => {
    await give(880);
    world.merchant.troubles = ["stopped"];
    await pay();
    await give(660, people.staff[1]);
    forward(30);
    await pay();
    expect(world.merchant.books.size).toBe(0);
    await transact(world.app, null, thawPayouts);
    forward(30);
    await pay();
    expect((await parts()).map(({ state }) => state)).toEqual(["paid", "paid"]);
    expect(await world.db.read.countBy(Payout, { partId: In((await parts()).map(({ id }) => id)) })).toBe(2);
  });

  it("is refused where the receiver's account is the giver's", async () => {
    world.merchant.openids.set(first.wecomUserId!, `openid-${people.manager.wecomUserId}`);
    await give(880);
    await pay();
    expect(await parts()).toMatchObject([{ state: "failed", lastError: "payout.sameAccount" }]);
    expect(world.merchant.books.size).toBe(0);
  });

  it("is given back to the budget when it is returned or cancelled, once", async () => {
    const one = await give(30_000).catch((error: Error) => error);
    expect(one).toMatchObject({ code: "packet.partLimits" });
    const packet = await giveTeam(40_000, "lucky");
    await world.as(people.manager, (ctx) => cancelPacket(ctx, packet.id));
    await world.as(people.manager, (ctx) => cancelPacket(ctx, packet.id));
    const again = await giveTeam(40_000);
    await world.as(people.finance, (ctx) => returnPacket(ctx, again.id, "先不发"));
    await world.as(people.finance, (ctx) => returnPacket(ctx, again.id, "先不发"));
    expect(await budget()).toMatchObject({ reservedFen: 0, spentFen: 0 });
    expect(await pay()).toBe(0);
  });
});
