import { businessDayOf } from "../../../domain/calendar";
import { verifyLedger } from "../../../domain/ledger/verifyLedger";
import { requestPacket } from "../../../domain/packets/requestPacket";
import { setBudgetCarry } from "../../../domain/packets/setPacketLimits";
import { reconcileDay } from "../../../domain/payouts/reconcileDay";
import { transact } from "../../../domain/transact";
import { PacketPart } from "../../../entities";
import { carryOver } from "../../../jobs/carryOver";
import { payOut } from "../../../jobs/payOut";
import { runOnce } from "../../../jobs/runOnce";
import { describeEngines } from "../../engines";
import { type MoneyTeam, type MoneyWorld, openMoneyWorld } from "../packets/moneyWorld";

/** What somebody with the database's password might do, past the triggers. */
const tamperings: [name: string, kinds: string[], sql: string][] = [
  [
    "an amount",
    ["link", "unbalanced", "budget", "bill"],
    "UPDATE ledger_entries SET debitFen = 1 WHERE account = 'spent' AND transactionNo = 3",
  ],
  [
    "both sides of an amount",
    ["link", "budget", "bill"],
    "UPDATE ledger_entries SET debitFen = CASE WHEN debitFen > 0 THEN 100 ELSE 0 END, creditFen = CASE WHEN creditFen > 0 THEN 100 ELSE 0 END WHERE transactionNo = 3",
  ],
  [
    "whose income it is",
    ["link", "bill"],
    "UPDATE ledger_entries SET employeeId = 'somebody' WHERE account = 'spent' AND transactionNo = 3",
  ],
  ["when it was", ["link"], "UPDATE ledger_transactions SET at = '2026-01-01 00:00:00.000' WHERE no = 2"],
  ["who did it", ["link"], "UPDATE ledger_transactions SET actorId = NULL WHERE no = 1"],
  ["a booking that is gone", ["gap", "link", "budget", "packet"], "DELETE FROM ledger_transactions WHERE no = 2"],
  [
    "the last booking, gone without a trace",
    ["head", "budget", "packet"],
    "DELETE FROM ledger_entries WHERE transactionNo = 4;DELETE FROM ledger_transactions WHERE no = 4",
  ],
  ["a budget's figure", ["budget"], "UPDATE budgets SET spentFen = spentFen - 100"],
  ["a bill's amount", ["bill", "packet"], "UPDATE payouts SET amountFen = 1"],
  ["a bill's state", ["bill"], "UPDATE payouts SET state = 'failed'"],
  [
    "a part that was given up without its money coming back",
    ["bill"],
    "UPDATE packet_parts SET state = 'cancelled' WHERE state = 'owed'",
  ],
  ["who is to get a part", ["packet"], "UPDATE packet_parts SET employeeId = 'thief' WHERE state = 'owed'"],
  [
    "who got a part, and its bill",
    ["packet", "bill"],
    "UPDATE packet_parts SET employeeId = 'thief' WHERE state = 'paid';UPDATE payouts SET employeeId = 'thief'",
  ],
  [
    "what two packets give, the sum being the same",
    ["packet", "bill"],
    "UPDATE packet_parts SET amountFen = 1540 - amountFen",
  ],
  [
    "a packet with its part, and what its budget has promised",
    ["packet", "budget"],
    "UPDATE packet_parts SET amountFen = 6600 WHERE state = 'owed';UPDATE packets SET totalFen = 6600 WHERE totalFen = 660;UPDATE budgets SET reservedFen = 6600",
  ],
  ["the budget of a packet", ["packet", "bill"], "UPDATE packets SET budgetId = 'another'"],
  ["whose budget it is", ["budget"], "UPDATE budgets SET departmentId = 'another'"],
  ["which month a budget is of", ["budget"], "UPDATE budgets SET month = '2026-06'"],
];

describeEngines("The proof of the ledger", (engine) => {
  let world: MoneyWorld;
  let people: MoneyTeam;
  // A chain of its own for each: what was changed once stays changed.
  beforeEach(async () => {
    world = await openMoneyWorld(engine);
    people = await world.buildTeam();
    await give(880);
    await payOut(world.app);
    await give(660);
  });
  afterEach(() => world.close());

  const give = (totalFen: number) =>
    world.as(people.manager, (ctx) =>
      requestPacket(ctx, { to: { employeeId: people.staff[0]!.id }, totalFen, reason: "好" }),
    );

  /** As an administrator of the database: the triggers are dropped first. */
  async function tamper(sql: string) {
    for (const table of ["ledger_transactions", "ledger_entries"])
      for (const operation of ["update", "delete"])
        await world.db.transaction((db) => db.query(`DROP TRIGGER IF EXISTS ${table}_no_${operation}`));
    for (const one of sql.split(";")) await world.db.transaction((db) => db.query(one));
  }

  it("finds nothing where nothing was changed, and sums both sides to the same", async () => {
    const report = await verifyLedger(world.app);
    expect(report).toMatchObject({ transactions: 4, entries: 8, faults: [], head: { no: 4 } });
    expect(report.debitFen).toBe(report.creditFen);
  });

  it("is refused by the database itself: rows are added, and never changed or removed", async () => {
    for (const sql of [
      "UPDATE ledger_entries SET debitFen = 1",
      "DELETE FROM ledger_entries",
      "UPDATE ledger_transactions SET at = at",
      "DELETE FROM ledger_transactions",
    ])
      await expect(world.db.transaction((db) => db.query(sql))).rejects.toThrow("append-only");
  });

  it.each(tamperings)("finds %s that was changed", async (_, kinds, sql) => {
    await tamper(sql);
    const { faults } = await verifyLedger(world.app);
    expect([...new Set(faults.map(({ kind }) => kind))].sort()).toEqual([...kinds].sort());
  });

  it.each([
    ["another receiver", "employeeId = ?"],
    ["another amount", "amountFen = length(?) * 100"],
  ])("pays nothing to %s than was promised", async (_, change) => {
    const thief = people.staff[1]!;
    await world.db.transaction((db) => db.query(`UPDATE packet_parts SET ${change} WHERE state = 'owed'`, [thief.id]));
    const before = world.merchant.books.size;
    await payOut(world.app);
    expect(world.merchant.books.size).toBe(before);
    const [part] = await world.db.read.findBy(PacketPart, { state: "failed" });
    expect(part).toMatchObject({ lastError: "payout.notPromised", heldAt: expect.any(Date) });
  });

  it("finds amounts that were exchanged between the parts of a packet", async () => {
    const shares = Object.fromEntries(people.staff.map(({ id }, index) => [id, index + 1]));
    const { id } = await world.as(people.manager, (ctx) =>
      requestPacket(ctx, {
        to: { departmentId: people.team.id },
        totalFen: 600,
        split: "shares",
        shares,
        reason: "好",
      }),
    );
    expect((await verifyLedger(world.app)).faults).toEqual([]);
    await tamper(`UPDATE packet_parts SET amountFen = 400 - amountFen WHERE packetId = '${id}'`);
    expect((await verifyLedger(world.app)).faults).toEqual([{ kind: "packet", at: id }]);
  });

  it("finds a budget that got what was carried over for another", async () => {
    await transact(world.app, null, (work) => setBudgetCarry(work, 50));
    world.clock.set("2026-05-31T16:15:00Z");
    await runOnce(world.app, carryOver, world.clock.now());
    expect((await verifyLedger(world.app)).faults).toEqual([]);
    await tamper("UPDATE budgets SET departmentId = 'another' WHERE month = '2026-06'");
    expect((await verifyLedger(world.app)).faults).toMatchObject([{ kind: "budget" }]);
  });

  it("names the days that were not held against the provider's statement, and what did not agree on those that were", async () => {
    const day = businessDayOf(world.clock.now(), world.app.company.zone);
    expect((await verifyLedger(world.app)).unreconciled).toEqual([]);
    world.clock.forward(24 * 3_600_000);
    expect(await verifyLedger(world.app)).toMatchObject({ unreconciled: [day], faults: [] });

    await reconcileDay(world.app, world.merchant, day);
    expect(await verifyLedger(world.app)).toMatchObject({ unreconciled: [], faults: [] });

    const [sent] = [...world.merchant.books.values()];
    world.merchant.books.set("STRANGE", { ...sent!, bill: { ...sent!.bill, billNo: "STRANGE" } });
    await reconcileDay(world.app, world.merchant, day);
    expect((await verifyLedger(world.app)).faults).toEqual([{ kind: "statement", at: "STRANGE" }]);
  });

  it("cannot be forged without the key", async () => {
    world.app.company.auditKey = "another key";
    expect((await verifyLedger(world.app)).faults.map(({ kind }) => kind)).toContain("link");
  });
});
