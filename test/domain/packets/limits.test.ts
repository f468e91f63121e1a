import { cancelPacket } from "../../../domain/packets/endPacket";
import { findGivingTeams } from "../../../domain/packets/findGivingTeams";
import { oweByRule } from "../../../domain/packets/oweByRule";
import { requestPacket } from "../../../domain/packets/requestPacket";
import { setPacketLimits } from "../../../domain/packets/setPacketLimits";
import { resumePart } from "../../../domain/payouts/resumePart";
import { transact } from "../../../domain/transact";
import { AwardRule, Department, type Employee, Notice, PacketPart, Payout, Setting } from "../../../entities";
import { payOut } from "../../../jobs/payOut";
import { describeEngines } from "../../engines";
import { buildDepartment } from "../../factories";
import { type MoneyTeam, type MoneyWorld, openMoneyWorld } from "./moneyWorld";

describeEngines("Limits of red packets", (engine) => {
  let world: MoneyWorld;
  let people: MoneyTeam;
  beforeAll(async () => {
    world = await openMoneyWorld(engine);
  });
  afterAll(() => world.close());
  beforeEach(async () => {
    world.clock.set("2026-05-11T02:00:00Z");
    world.merchant.books.clear();
    await world.db.transaction(async (db) => {
      await db.delete(Setting, { key: "packetLimits" });
      await db.query("UPDATE packet_parts SET nextAt = NULL");
    });
    people = await world.buildTeam({ staff: 6 });
    // Other days, so that what was begun for others does not count.
    world.clock.forward(Math.floor(world.merchant.books.size) + 1);
  });

  const give = (totalFen: number, to: Employee = people.staff[0]!) =>
    world.as(people.manager, (ctx) => requestPacket(ctx, { to: { employeeId: to.id }, totalFen, reason: "好" }));
  const set = (limits: Parameters<typeof setPacketLimits>[1]) =>
    transact(world.app, null, (work) => setPacketLimits(work, limits));

  it("ask for two others from the fen above the limit on", async () => {
    await set({ directFen: 5000 });
    expect((await give(5000)).approvalsNeeded).toBe(0);
    expect((await give(5001, people.staff[1])).approvalsNeeded).toBe(2);
  });

  it("see through many small packets to the same person, also those that still wait", async () => {
    await set({ pairThirtyDaysFen: 1000 });
    expect((await give(600)).approvalsNeeded).toBe(0);
    expect((await give(400)).approvalsNeeded).toBe(0);
    const third = await give(100);
    expect(third.approvalsNeeded).toBe(2);
    expect((await give(100)).approvalsNeeded).toBe(2);
    expect((await give(1000, people.staff[1])).approvalsNeeded).toBe(0);
    // Thirty days later it is forgotten.
    world.clock.set("2026-05-31T02:00:00Z");
    expect((await give(100)).approvalsNeeded).toBe(2);
    world.clock.set("2026-06-10T02:00:01Z");
    await expect(give(100)).rejects.toThrow("packet.noBudget");
  });

  it("see through many small packets to many, and count no more what was taken back", async () => {
    await set({ giverThirtyDaysFen: 1000, directFen: 300 });
    for (const person of people.staff.slice(0, 3)) expect((await give(300, person)).approvalsNeeded).toBe(0);
    const fourth = await give(101, people.staff[3]);
    expect(fourth.approvalsNeeded).toBe(2);
    await world.as(people.manager, (ctx) => cancelPacket(ctx, fourth.id));
    expect((await give(100, people.staff[3])).approvalsNeeded).toBe(0);
  });

  it("hold over a day: what is too much is paid the next morning", async () => {
    await set({ personDayCount: 2 });
    for (let count = 0; count < 3; count++) await give(100);
    await payOut(world.app);
    const states = async () =>
      (await world.db.read.findBy(PacketPart, { employeeId: people.staff[0]!.id })).map(({ state }) => state).sort();
    expect(await states()).toEqual(["owed", "paid", "paid"]);
    world.clock.forward(3_600_000);
    await payOut(world.app);
    expect(await states()).toEqual(["owed", "paid", "paid"]);
    world.clock.set("2026-05-12T01:06:00Z");
    await payOut(world.app);
    expect((await states()).filter((state) => state === "owed")).toEqual([]);
  });

  it("hold over a minute", async () => {
    world.clock.set("2026-05-13T02:00:00Z");
    await set({ perMinute: 2 });
    for (const person of people.staff.slice(0, 5)) await give(100, person);
    const begun = () => world.db.read.countBy(Payout, { employeeId: people.staff[4]!.id });
    const all = async () => {
      const ids = people.staff.map(({ id }) => id);
      return (await world.db.read.find(Payout)).filter(({ employeeId }) => ids.includes(employeeId)).length;
    };
    await payOut(world.app);
    expect(await all()).toBe(2);
    world.clock.forward(61_000);
    await payOut(world.app);
    expect(await all()).toBe(4);
    world.clock.forward(61_000);
    await payOut(world.app);
    expect(await all()).toBe(5);
    expect(await begun()).toBe(1);
  });

  it("offer a leader the lowest team that has the people, once", async () => {
    const root = await buildDepartment(world);
    await world.db.transaction((db) => db.update(Department, people.team.id, { parentId: root.id }));
    const teams = await world.as(people.manager, findGivingTeams);
    expect(teams).toEqual([{ id: people.team.id, name: people.team.name, people: 6 }]);
  });

  it("refuse at entry what no day would bear, for one, for each of a team, and for a rule", async () => {
    await set({ personDayFen: 5000 });
    await expect(give(5001)).rejects.toMatchObject({ code: "packet.partLimits", details: { maxFen: 5000 } });
    const toTeam = (totalFen: number) =>
      world.as(people.manager, (ctx) =>
        requestPacket(ctx, { to: { departmentId: people.team.id }, totalFen, split: "lucky", reason: "好" }),
      );
    const { id: packetId } = await toTeam(29_000);
    const parts = await world.db.read.findBy(PacketPart, { packetId });
    expect(parts.filter(({ amountFen }) => amountFen > 5000)).toEqual([]);
    await set({ personDayFen: 20_000, companyDayFen: 4000 });
    await expect(give(4001)).rejects.toThrow("packet.partLimits");
    const rule = Object.assign(new AwardRule(), { id: "above", amountFen: 4001, createdById: "x", approvedById: "y" });
    const gift = { fact: people.team.id, employeeId: people.staff[0]!.id, reason: "好" };
    const owed = await transact(world.app, null, (work) => oweByRule(work, rule, [gift]));
    expect([...owed.values()]).toEqual([{ refused: "packet.partLimits" }]);
  });

  it("lowered below a part that is owed stop it for finance, once, until it is let go on", async () => {
    const { id: packetId } = await give(6000);
    await set({ personDayFen: 5000 });
    const part = () => world.db.read.findOneByOrFail(PacketPart, { packetId });
    for (let day = 0; day < 3; day++) {
      await payOut(world.app);
      world.clock.forward(86_400_000);
    }
    const stopped = await part();
    expect(stopped).toMatchObject({ state: "failed", lastError: "payout.aboveLimit", nextAt: null, attempt: 0 });
    expect(stopped.heldAt).not.toBeNull();
    const told = await world.db.read.findBy(Notice, { template: "payoutFailed", subjectId: packetId });
    const asked = told.map(({ employeeId }) => employeeId);
    expect(asked).toEqual(expect.arrayContaining([people.manager.id, people.finance.id]));
    expect(new Set(asked).size).toBe(asked.length);
    await set({ personDayFen: 6000 });
    await world.as(people.finance, (ctx) => resumePart(ctx, stopped.id));
    await payOut(world.app);
    expect((await part()).state).toBe("paid");
  });

  it.each([{ personDayFen: 99 }, { companyDayFen: 0 }, { personDayCount: 0 }, { perMinute: 0 }])(
    "cannot be so low that no part fits: %j",
    async (limits) => {
      await expect(set(limits)).rejects.toThrow("packet.limitTooLow");
    },
  );

  it("are never above the provider's", async () => {
    await set({ personDayFen: 100_000_000 });
    await expect(give(20_001)).rejects.toThrow("packet.partLimits");
    await expect(give(99)).rejects.toThrow("packet.partLimits");
  });
});
