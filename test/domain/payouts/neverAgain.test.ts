import { setTimeout as sleep } from "node:timers/promises";
import { type Connection, createConnection } from "mysql2/promise";
import { In } from "typeorm";
import { verifyLedger } from "../../../domain/ledger/verifyLedger";
import { approvePacket } from "../../../domain/packets/approvePacket";
import { requestPacket } from "../../../domain/packets/requestPacket";
import { setPacketLimits } from "../../../domain/packets/setPacketLimits";
import { billNoOf } from "../../../domain/payouts/billNoOf";
import { giveUpPart, resumePart } from "../../../domain/payouts/resumePart";
import { type Employee, Notice, Packet, PacketPart, Payout } from "../../../entities";
import { payOut } from "../../../jobs/payOut";
import { describeEngines } from "../../engines";
import { type MoneyTeam, type MoneyWorld, openMoneyWorld } from "../packets/moneyWorld";

const day = 86_400_000;

describeEngines("A payout", (engine) => {
  let world: MoneyWorld;
  let people: MoneyTeam;
  let calls: string[];

  beforeAll(async () => {
    world = await openMoneyWorld(engine);
  });
  afterAll(() => world.close());
  beforeEach(async () => {
    world.clock.set("2026-05-11T02:00:00Z");
    world.merchant.books.clear();
    world.merchant.troubles = [];
    world.app.company.payLimits = world.merchant.limits;
    people = await world.buildTeam();
    calls = [];
    await world.db.transaction((db) => db.query("UPDATE packet_parts SET nextAt = NULL"));
    world.merchant.onCall = (name) => calls.push(name);
  });
  afterEach(() => Object.assign(world.merchant, { account: undefined }));

  const give = (team = people, to: Employee = team.staff[0]!) =>
    world.as(team.manager, (ctx) => requestPacket(ctx, { to: { employeeId: to.id }, totalFen: 880, reason: "好" }));
  const pay = () => payOut(world.app);
  const part = (of: Employee = people.staff[0]!) => world.db.read.findOneByOrFail(PacketPart, { employeeId: of.id });
  const asFinance = async (verb: typeof resumePart) => {
    const { id } = await part();
    return world.as(people.finance, (ctx) => verb(ctx, id));
  };
  const heldNotices = async (of: Employee = people.staff[0]!) => {
    const { id } = await part(of);
    const told = await world.db.read.findBy(Notice, { template: "payoutHeld", employeeId: people.finance.id });
    return told.filter(({ data }) => data.partId === id).length;
  };

  it("known to have left is not sent again when the provider knows nothing of it: finance looks", async () => {
    await give();
    await pay();
    expect((await part()).state).toBe("paid");
    world.merchant.books.clear();
    calls = [];
    world.clock.forward(2 * 3_600_000);
    await pay();
    await asFinance(resumePart);
    await pay();
    expect(calls).toEqual(["query", "query"]);
    expect(await part()).toMatchObject({ state: "paid", lastError: "payout.forgotten", nextAt: null });
    expect((await part()).heldAt).not.toBeNull();
  });

  it.each([
    ["25 days, the provider's memory or not", 30, 32],
    ["the provider's own memory", 3, 4],
  ])("older than %s is not sent again, also when a person lets it go on", async (_, queryDays, days) => {
    world.app.company.payLimits = { ...world.merchant.limits, queryDays };
    world.merchant.troubles = ["unheard"];
    await give();
    await pay();
    // It was paid, and the provider has forgotten.
    world.merchant.books.clear();
    calls = [];
    world.clock.forward(days * day);
    await pay();
    expect(await part()).toMatchObject({ state: "paying", attempt: 1, nextAt: null, lastError: "payout.forgotten" });
    await asFinance(resumePart);
    await pay();
    expect(calls).toEqual(["query", "query"]);
    expect((await part()).heldAt).not.toBeNull();
  });

  it("of a merchant that was not written down is believed where it is known, and not sent again where it is not", async () => {
    const [first, second] = [people.staff[0]!, people.staff[1]!];
    for (const [person, trouble] of [
      [first, "unheard"],
      [second, "lost"],
    ] as const) {
      world.merchant.troubles = [trouble];
      await give(people, person);
      await pay();
    }
    Object.assign(world.merchant, { account: { mchId: "1900000109", appId: "ww1" } });
    calls = [];
    world.clock.forward(5 * 60_000);
    await pay();
    expect(calls).toEqual(["query", "query"]);
    expect(await part(first)).toMatchObject({ state: "paid" });
    expect(await part(second)).toMatchObject({ state: "paying", lastError: "payout.otherProvider", nextAt: null });
    expect(await heldNotices(second)).toBe(1);
  });

  it("is refused where the giver and those who approved it are one account", async () => {
    await world.as(people.finance, (ctx) => setPacketLimits(ctx, { directFen: 100 }));
    const { openids } = world.merchant;
    for (const one of [people.finance, people.executive]) openids.set(one.wecomUserId!, "one-person");
    const { id } = await give();
    for (const one of [people.finance, people.executive]) await world.as(one, (ctx) => approvePacket(ctx, id));
    await pay();
    expect(await part()).toMatchObject({ state: "failed", lastError: "payout.sameDeciders", attempt: 0 });
    expect(calls).toEqual([]);
    openids.clear();
    openids.set(people.executive.wecomUserId!, `openid-${people.manager.wecomUserId}`);
    await asFinance(resumePart);
    await pay();
    expect((await part()).lastError).toBe("payout.sameDeciders");
    openids.clear();
    await world.as(people.finance, (ctx) => setPacketLimits(ctx, { directFen: 20_000 }));
  });

  it("that cannot be booked keeps nobody else waiting, is tried later and later, and then held for a person", async () => {
    const poor = await world.buildTeam();
    await give(poor);
    for (const person of people.staff) await give(people, person);
    const [rotten] = poor.staff;
    const budget = await world.budgetOf(poor.team);
    const promise = (fen: number) =>
      world.db.transaction((db) => db.query("UPDATE budgets SET reservedFen = ? WHERE id = ?", [fen, budget.id]));
    // A fault of ours: what is to be booked would be below nothing.
    await promise(0);
    await pay();
    const paid = await world.db.read.findBy(PacketPart, { employeeId: In(people.staff.map(({ id }) => id)) });
    expect(paid.map(({ state }) => state)).toEqual(["paid", "paid", "paid"]);
    const waits: number[] = [];
    for (let { nextAt } = await part(rotten!); nextAt !== null; { nextAt } = await part(rotten!)) {
      waits.push(nextAt.getTime() - world.clock.now().getTime());
      world.clock.set(nextAt.toISOString());
      await pay();
    }
    expect(waits.map((ms) => ms / 60_000)).toEqual([2, 5, 10, 20, 30]);
    expect(await part(rotten!)).toMatchObject({ state: "paying", lastError: "payout.stuck" });
    expect(await heldNotices(rotten!)).toBe(1);
    await promise(budget.reservedFen);
    const { id } = await part(rotten!);
    await world.as(poor.finance, (ctx) => resumePart(ctx, id));
    await pay();
    expect((await part(rotten!)).state).toBe("paid");
    expect(world.merchant.books.size).toBe(4);
    expect((await verifyLedger(world.app)).faults).toEqual([]);
  });

  it("is not given up by one person while it is just being begun", async () => {
    const packet = await give();
    const { id } = await part();
    const bill = billNoOf(world.app.company.auditKey, packet, await part(), 1);
    const blocker = engine === "mariadb" ? await Blocker.hold(world.url, bill) : undefined;
    const paying = pay();
    await blocker?.until(1);
    let isOver = false;
    const givingUp = world
      .as(people.finance, (ctx) => giveUpPart(ctx, id))
      .catch((error: Error) => error.message)
      .finally(() => {
        isOver = true;
      });
    await blocker?.until(2, () => isOver);
    await blocker?.letGo();
    await paying;
    const said = await givingUp;
    const { state } = await part();
    const books = world.merchant.books.size;
    if (blocker) expect([said, state, books]).toEqual(["packet.notHeld", "paid", 1]);
    // Either the one or the other, wherever they meet.
    else expect(["paid 1", "cancelled 0"]).toContain(`${state} ${books}`);
    expect((await verifyLedger(world.app)).faults).toEqual([]);
    expect(await world.db.read.countBy(Packet, { id: packet.id })).toBe(1);
    expect(await world.db.read.countBy(Payout, { partId: id })).toBe(books);
  });
});

/** Somebody else's transaction that holds the place of a bill. */
class Blocker {
  private constructor(
    private readonly own: Connection,
    private readonly watch: Connection,
  ) {}

  static async hold(url: string, billNo: string): Promise<Blocker> {
    const own = await createConnection(url);
    await own.beginTransaction();
    const columns =
      "id, partId, attempt, employeeId, provider, billNo, openid, amountFen, wishing, actName, remark, nonce";
    await own.query(
      `INSERT INTO payouts (${columns}, state, createdAt)
       VALUES ('x', 'x', 9, 'x', 'wecom', ?, 'x', 1, 'x', 'x', 'x', 'x', 'asked', NOW())`,
      [billNo],
    );
    return new Blocker(own, await createConnection(url));
  }

  /** So many wait for a lock, or it is over. */
  async until(count: number, isOver = () => false) {
    for (;;) {
      const [rows] = await this.watch.query(
        `SELECT t.trx_id FROM information_schema.INNODB_TRX t
           JOIN information_schema.PROCESSLIST p ON p.ID = t.trx_mysql_thread_id AND p.DB = DATABASE()
          WHERE t.trx_state = 'LOCK WAIT'`,
      );
      if (isOver() || (Array.isArray(rows) && rows.length >= count)) return;
      // What it tells is not worked out anew more often than each tenth of a second.
      await sleep(150);
    }
  }

  async letGo() {
    await this.own.rollback();
    await Promise.all([this.own.end(), this.watch.end()]);
  }
}
