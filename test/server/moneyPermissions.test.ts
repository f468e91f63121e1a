import { grantBudget } from "../../domain/budgets/grantBudget";
import { findPackets } from "../../domain/packets/findPackets";
import { packetAbilities } from "../../domain/packets/packetAbilities";
import { requestPacket } from "../../domain/packets/requestPacket";
import { viewPackets } from "../../domain/packets/viewPackets";
import { findActor } from "../../domain/people/findActor";
import { Employee, Packet, PacketPart, Payout } from "../../entities";
import { type MoneyWorld, openMoneyWorld } from "../domain/packets/moneyWorld";
import { describeEngines } from "../engines";
import { buildDepartment, buildEmployee } from "../factories";
import { type MoneyWho, moneyCast, moneyTable } from "./moneyTable";
import { ask, type Http, serveApi, tokenFor } from "./serveApi";

describeEngines("The API's permissions about money", (engine) => {
  let world: MoneyWorld;
  let http: Http;
  let teamId: string;
  let people: Record<Exclude<MoneyWho, "signedOut">, Employee>;
  const tokens: Partial<Record<MoneyWho, string>> = {};

  beforeAll(async () => {
    world = await openMoneyWorld(engine);
    http = serveApi(world);
    const above = await buildEmployee(world);
    const team = await buildDepartment(world, { headId: above.id });
    teamId = team.id;
    const departmentId = team.id;
    const giver = await buildEmployee(world, { departmentId, managerId: above.id });
    people = {
      above,
      giver,
      receiver: await buildEmployee(world, { departmentId, managerId: giver.id }),
      peer: await buildEmployee(world, { departmentId, managerId: above.id }),
      hr: await buildEmployee(world, { roles: ["hr"] }),
      executive: await buildEmployee(world, { roles: ["executive"] }),
      finance: await buildEmployee(world, { roles: ["finance"] }),
      operator: await buildEmployee(world, { roles: ["operator"] }),
      leaver: await buildEmployee(world),
    };
    for (const who of moneyCast) if (who !== "signedOut") tokens[who] = await tokenFor(world, people[who]);
    await world.db.transaction((db) => db.update(Employee, people.leaver.id, { status: "left" }));
    await world.as(people.finance, (ctx) =>
      grantBudget(ctx, { departmentId, month: "2026-05", amountFen: 1_000_000_000 }),
    );
    // Two must be left to approve what an executive gives.
    await buildEmployee(world, { roles: ["finance"] });
    // Whatever is given here waits for approval.
    const setting = { key: "packetLimits", value: { directFen: 0 } as never, updatedAt: world.clock.now() };
    await world.db.transaction((db) => db.insert("settings", setting));
  });
  afterAll(() => world.close());

  const give = () =>
    world.as(people.giver, (ctx) =>
      requestPacket(ctx, { to: { employeeId: people.receiver.id }, totalFen: 100, reason: "好" }),
    );

  /** A part whose first bill was made; answers its id. */
  async function billed(part: Partial<PacketPart>, payout: Partial<Payout>): Promise<string> {
    const { id: packetId } = await give();
    const { id, employeeId, amountFen } = await world.db.read.findOneByOrFail(PacketPart, { packetId });
    const bill = { provider: "wecom", billNo: id.replaceAll("-", "").slice(-28), openid: "o", amountFen } as const;
    const texts = { wishing: "好", actName: "即时激励", remark: "好", nonce: id.slice(0, 32) };
    const row = { id, partId: id, attempt: 1, employeeId, createdAt: world.clock.now(), ...bill, ...texts, ...payout };
    await world.db.transaction(async (db) => {
      await db.update(PacketPart, id, part);
      await db.insert(Payout, row);
    });
    return id;
  }

  async function place(text: string): Promise<string> {
    const values: Record<string, () => Promise<string> | string> = {
      team: () => teamId,
      month: () => "2026-05",
      receiver: () => people.receiver.id,
      requested: async () => (await give()).id,
      failed: async () => {
        const { id: packetId } = await give();
        const failed = { state: "failed", heldAt: world.clock.now(), lastError: "SEND_FAILED" } as const;
        await world.db.transaction((db) => db.update(PacketPart, { packetId }, failed));
        return (await world.db.read.findOneByOrFail(PacketPart, { packetId })).id;
      },
      late: () => billed({ state: "paying", attempt: 2 }, { state: "failed", lateState: "paid" }),
      forgotten: () =>
        billed(
          { state: "paying", attempt: 1, heldAt: world.clock.now() },
          { state: "asked", createdAt: new Date(world.clock.now().getTime() - 31 * 86_400_000) },
        ),
    };
    let placed = text;
    for (const [, name = ""] of text.matchAll(/\{(\w+)\}/g))
      placed = placed.replace(`{${name}}`, await values[name]!());
    return placed;
  }

  it.each(moneyTable)("%s %j", async (line, body, statuses) => {
    const got: Partial<Record<MoneyWho, number>> = {};
    for (const who of moneyCast) {
      const call = ask(http, await place(line), tokens[who]);
      const answer = await (body ? call.send(JSON.parse(await place(JSON.stringify(body)))) : call);
      got[who] = answer.status;
      if (answer.status >= 400) expect(answer.type).toBe("application/problem+json");
    }
    expect(Object.values(got).join(" ")).toBe(statuses);
  });

  it("lists a packet to those who may decide on it, and what one got to oneself alone", async () => {
    // Newer than those of the table, of which there are more than a page.
    world.clock.forward(1000);
    const { id } = await give();
    const isSeen = async (who: MoneyWho, scope: string) => {
      const { body } = await ask(http, `GET /packets?scope=${scope}`, tokens[who]);
      return body.packets.some((packet: { id: string }) => packet.id === id);
    };
    const seeing = async (scope: string) => {
      const seen: MoneyWho[] = [];
      for (const who of moneyCast.slice(0, 8)) if (await isSeen(who, scope)) seen.push(who);
      return seen;
    };
    expect(await seeing("waiting")).toEqual(["above", "executive", "finance"]);
    expect(await seeing("given")).toEqual(["giver"]);
    const amounts = await Promise.all(
      (["giver", "receiver", "finance"] as const).map(async (who) => {
        const { body } = await ask(http, "GET /me/packets", tokens[who]);
        return body.parts.length > 0;
      }),
    );
    // It waits: nobody has got anything yet, but what failed above was given to the receiver.
    expect(amounts).toEqual([false, true, false]);
  });

  it("lists exactly what the policy lets each person decide on", async () => {
    const packets = await world.db.read.find(Packet, { where: { state: "requested" } });
    const views = await viewPackets({ db: world.db.read }, packets);
    for (const who of moneyCast.slice(0, 8) as Exclude<MoneyWho, "signedOut">[]) {
      const actor = (await findActor(world.db.read, people[who].id))!;
      const reader = { db: world.db.read, now: world.clock.now(), company: world.app.company, actor };
      const listed = await findPackets(reader, { scope: "waiting", limit: 1000 });
      const allowed = views.filter((view) => packetAbilities(actor, view).approve);
      expect([who, listed.map(({ packet }) => packet.id).sort()]).toEqual([
        who,
        allowed.map(({ packet }) => packet.id).sort(),
      ]);
    }
  });

  it("shows a budget to those who keep money and to the heads of its department", async () => {
    const seeing: MoneyWho[] = [];
    for (const who of moneyCast.slice(0, 8)) {
      const { body } = await ask(http, "GET /budgets", tokens[who]);
      if (body.budgets.length > 0) seeing.push(who);
    }
    expect(seeing).toEqual(["above", "executive", "finance"]);
  });
});
