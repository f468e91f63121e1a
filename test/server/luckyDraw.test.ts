import { setPacketLimits } from "../../domain/packets/setPacketLimits";
import { transact } from "../../domain/transact";
import { type Employee, PacketPart } from "../../entities";
import { type MoneyTeam, type MoneyWorld, openMoneyWorld } from "../domain/packets/moneyWorld";
import { describeEngines } from "../engines";
import { ask, type Http, serveApi, tokenFor } from "./serveApi";

describeEngines("A lucky draw", (engine) => {
  let world: MoneyWorld;
  let http: Http;
  let people: MoneyTeam;
  beforeAll(async () => {
    world = await openMoneyWorld(engine);
    http = serveApi(world);
  });
  afterAll(() => world.close());
  beforeEach(async () => {
    people = await world.buildTeam({ staff: 3 });
  });

  const send = async (who: Employee, line: string, body: object = {}) => {
    world.clock.forward(1000);
    return (await ask(http, line, await tokenFor(world, who)).send(body)).body;
  };
  const draw = (totalFen: number, split = "lucky") =>
    send(people.manager, "POST /packets", { departmentId: people.team.id, totalFen, split, reason: "大促" });
  const amountsIn = ({ parts }: { parts: { amountFen: number | null }[] }) => parts.map(({ amountFen }) => amountFen);
  const drawn = async (packetId: string) =>
    (await world.db.read.find(PacketPart, { where: { packetId }, order: { id: "ASC" } })).map((part) => part.amountFen);

  it("is fixed when it is asked for, and known to nobody before it is let pass", async () => {
    const asked = await draw(40_000);
    expect(asked).toMatchObject({ state: "requested", abilities: { cancel: true } });
    const unknown = [null, null, null];
    expect(amountsIn(asked)).toEqual(unknown);
    const fixed = await drawn(asked.id);
    for (const who of [people.manager, people.finance, people.executive])
      expect(amountsIn(await send(who, `GET /packets/${asked.id}`))).toEqual(unknown);
    const { packets } = await send(people.manager, "GET /packets?scope=given");
    expect(packets.map(amountsIn)).toEqual([unknown]);
    for (const who of [people.finance, people.executive]) await send(who, `POST /packets/${asked.id}/approve`);
    expect(amountsIn(await send(people.manager, `GET /packets/${asked.id}`))).toEqual(fixed);
  });

  it("that was taken back or returned stays unknown, and equal parts are known at once", async () => {
    const taken = await draw(40_000);
    expect(amountsIn(await send(people.manager, `POST /packets/${taken.id}/cancel`))).toEqual([null, null, null]);
    const returned = await draw(40_000);
    await send(people.finance, `POST /packets/${returned.id}/return`, { note: "先不发" });
    expect(amountsIn(await send(people.manager, `GET /packets/${returned.id}`))).toEqual([null, null, null]);
    expect(amountsIn(await draw(40_000, "equal"))).toEqual([13_334, 13_333, 13_333]);
  });

  it("needs others' approval by what it might give, not by what it gave", async () => {
    // Not every draw of 90 yuan among three gives somebody more than 50.
    await transact(world.app, null, (work) => setPacketLimits(work, { pairThirtyDaysFen: 5000 }));
    for (let times = 0; times < 6; times++) {
      const { id, approvalsNeeded } = await draw(9000);
      expect(approvalsNeeded).toBe(2);
      await send(people.manager, `POST /packets/${id}/cancel`);
    }
    expect((await draw(9000, "equal")).approvalsNeeded).toBe(0);
  });
});
