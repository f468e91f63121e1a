import { newId } from "../../../domain/newId";
import { Award, Deputy, Employee, Packet, PacketPart, Setting } from "../../../entities";
import { fireRules } from "../../../jobs/fireRules";
import { payOut } from "../../../jobs/payOut";
import { runOnce } from "../../../jobs/runOnce";
import { describeEngines } from "../../engines";
import { buildDepartment, buildEmployee } from "../../factories";
import { ask, type Http, serveApi, tokenFor } from "../../server/serveApi";
import { type MoneyTeam, type MoneyWorld, openMoneyWorld } from "../packets/moneyWorld";

/** Past the time in which a decision can be undone. */
const noon = new Date("2026-05-12T04:04:00Z");

describeEngines("Giving something to oneself", (engine) => {
  let world: MoneyWorld;
  let http: Http;
  let slots = 0;
  let people: MoneyTeam & { hr: Employee };
  beforeAll(async () => {
    world = await openMoneyWorld(engine);
    http = serveApi(world);
  });
  afterAll(() => world.close());
  beforeEach(async () => {
    world.clock.set("2026-05-11T02:00:00Z");
    world.merchant.openids.clear();
    await world.db.transaction(async (db) => {
      await db.delete(Setting, { key: "packetLimits" });
      await db.query("UPDATE packet_parts SET nextAt = NULL");
      await db.query("UPDATE award_rules SET state = 'paused'");
      await db.createQueryBuilder().delete().from(Deputy).execute();
    });
    const team = await world.buildTeam({ staff: 3 });
    const { id: departmentId } = team.team;
    const hr = await buildEmployee(world, { departmentId, managerId: team.executive.id, roles: ["hr", "finance"] });
    people = { ...team, hr };
  });

  /** 'ok', or the code it was refused with. */
  const send = async (who: Employee, line: string, body: object = {}) => {
    world.clock.forward(1000);
    const answer = await ask(http, line, await tokenFor(world, who)).send(body);
    return { code: answer.status < 400 ? "ok" : answer.body.code, body: answer.body };
  };
  const badge = { kind: "badge", badgeCode: "teamwork", reason: "好" };
  const give = async (who: Employee, to: object) => (await send(who, "POST /awards", { ...badge, to })).code;
  const pay = (who: Employee, to: object, totalFen = 300) =>
    send(who, "POST /packets", { ...to, totalFen, reason: "好" });
  /** What somebody has got or is to get. */
  const gained = async ({ id: employeeId }: Employee) => ({
    awards: (await world.db.read.findBy(Award, { employeeId })).filter(({ revokedAt }) => revokedAt === null).length,
    fen: (await world.db.read.findBy(PacketPart, { employeeId }))
      .filter(({ state }) => state !== "failed" && state !== "cancelled")
      .reduce((sum, { amountFen }) => sum + amountFen, 0),
  });
  const nothing = { awards: 0, fen: 0 };
  const standIn = (employee: Employee, deputy: Employee) => {
    const [id, startsOn, endsOn] = [newId(world.clock.now()), "2026-05-01", "2026-05-31"];
    const named = { employeeId: employee.id, deputyId: deputy.id, startsOn, endsOn };
    return world.db.transaction((db) => db.insert(Deputy, { id, ...named, createdAt: world.clock.now() }));
  };
  const suggest = async (who: Employee): Promise<string> =>
    (await send(who, "POST /ideas", { text: "把赠品换成试用装" })).body.id;
  /** A rule that pays for accepted ideas, written by HR and let pass by the executive. */
  const payForIdeas = async () => {
    const caps = { coolDownDays: 0, personMonthCap: 9, monthCap: 99 };
    const rule = { name: "金点子奖", kind: "ideaAccepted", badgeCode: "bright-idea", amountFen: 500, ...caps };
    const { id } = (await send(people.hr, "POST /rules", rule)).body;
    return { id, started: (await send(people.hr, `POST /rules/${id}/start`)).body.state };
  };
  const fire = async () => {
    const slot = new Date(noon.getTime() + slots++);
    world.clock.set(slot);
    await runOnce(world.app, fireRules, slot);
    world.clock.forward(60_000);
    await payOut(world.app);
  };

  const table: [way: string, attempt: () => Promise<[got: unknown, expected: unknown]>][] = [
    [
      "by name",
      async () => [
        [
          await give(people.manager, { employeeId: people.manager.id }),
          (await pay(people.manager, { employeeId: people.manager.id })).code,
          (await send(people.hr, "POST /recognitions", { employeeId: people.hr.id, reason: "好" })).code,
          await gained(people.manager),
        ],
        ["recipient.oneself", "recipient.oneself", "praise.self", nothing],
      ],
    ],
    [
      "through a team one is in",
      async () => {
        const to = { departmentId: people.team.id };
        const shares = Object.fromEntries([...people.staff, people.manager].map(({ id }) => [id, 1]));
        const alone = await buildDepartment(world);
        const head = await buildEmployee(world, { departmentId: alone.id, roles: ["hr"] });
        return [
          [
            await give(people.manager, to),
            (await pay(people.manager, to)).code,
            (await pay(people.manager, { ...to, split: "lucky" })).code,
            (await pay(people.manager, { ...to, split: "shares", shares }, 600)).code,
            await give(head, { departmentId: alone.id }),
            await gained(people.manager),
            (await gained(people.staff[0]!)).fen > 0,
          ],
          ["ok", "ok", "ok", "packet.shares", "recipient.nobody", nothing, true],
        ];
      },
    ],
    [
      "by a deputy",
      async () => {
        const { manager, executive, staff } = people;
        const [first, deputy, third] = staff as [Employee, Employee, Employee];
        // Whoever stands in for the manager gives the manager nothing, and no one what the manager may give.
        await standIn(manager, deputy);
        const given = [
          await give(deputy, { employeeId: manager.id }),
          (await pay(deputy, { employeeId: manager.id })).code,
          await give(deputy, { employeeId: first.id }),
        ];
        // Standing in for the manager, one does not decide on one's own idea, nor does one's own deputy.
        await standIn(first, third);
        const ideas = [await suggest(deputy), await suggest(first)];
        const decided = [
          (await send(deputy, `POST /ideas/${ideas[0]}/accept`)).code,
          (await send(third, `POST /ideas/${ideas[1]}/accept`)).code,
        ];
        // Standing in for the executive, the manager does not let pass what the manager asked for.
        await standIn(executive, manager);
        await world.db.transaction((db) =>
          db.insert(Setting, { key: "packetLimits", value: { directFen: 0 } as never, updatedAt: world.clock.now() }),
        );
        const { body } = await pay(manager, { employeeId: first.id });
        const approved = [
          (await send(manager, `POST /packets/${body.id}/approve`)).code,
          (await send(deputy, `POST /packets/${body.id}/approve`)).code,
        ];
        return [
          [given, decided, body.state, approved, await gained(manager), (await gained(deputy)).awards],
          [
            ["recipient.notBelow", "recipient.notBelow", "recipient.notBelow"],
            ["idea.acceptForbidden", "idea.notFound"],
            "requested",
            ["packet.approveForbidden", "packet.notFound"],
            nothing,
            0,
          ],
        ];
      },
    ],
    [
      "by a rule one wrote or let pass",
      async () => {
        const { hr, executive, finance, manager, staff } = people;
        const { id, started } = await payForIdeas();
        const moves = [started, (await send(hr, `POST /rules/${id}/approve`)).code];
        moves.push((await send(executive, `POST /rules/${id}/approve`)).code);
        await world.db.transaction((db) =>
          db.update(Employee, executive.id, { managerId: null, reportsToId: finance.id }),
        );
        const [byHr, byExecutive, byStaff] = [await suggest(hr), await suggest(executive), await suggest(staff[0]!)];
        moves.push((await send(executive, `POST /ideas/${byHr}/accept`)).code);
        moves.push((await send(finance, `POST /ideas/${byExecutive}/accept`)).code);
        moves.push((await send(manager, `POST /ideas/${byStaff}/accept`)).code);
        await fire();
        // The badge is for the idea, which somebody else accepted; the money is not.
        return [
          [moves, await gained(hr), await gained(executive), await gained(staff[0]!)],
          [
            ["waiting", "rule.approveForbidden", "ok", "ok", "ok", "ok"],
            { awards: 1, fen: 0 },
            { awards: 1, fen: 0 },
            { awards: 1, fen: 500 },
          ],
        ];
      },
    ],
    [
      "by many small packets to a friend",
      async () => {
        const { manager, staff, finance } = people;
        const limits = { directFen: 20_000, pairThirtyDaysFen: 1000, giverThirtyDaysFen: 1500 };
        await world.db.transaction((db) =>
          db.insert(Setting, { key: "packetLimits", value: limits as never, updatedAt: world.clock.now() }),
        );
        const states: string[] = [];
        for (let count = 0; count < 4; count++)
          states.push((await pay(manager, { employeeId: staff[0]!.id }, 400)).body.state);
        states.push((await pay(manager, { employeeId: staff[1]!.id }, 100)).body.state);
        const waiting = await world.db.read.findOneByOrFail(Packet, { giverId: manager.id, state: "requested" });
        const own = (await send(manager, `POST /packets/${waiting.id}/approve`)).code;
        const friend = (await send(staff[0]!, `POST /packets/${waiting.id}/approve`)).code;
        await send(finance, `POST /packets/${waiting.id}/approve`);
        await send(finance, `POST /packets/${waiting.id}/approve`);
        const { state } = await world.db.read.findOneByOrFail(Packet, { id: waiting.id });
        return [
          [states, own, friend, state],
          [
            ["approved", "approved", "requested", "requested", "requested"],
            "packet.approveForbidden",
            "packet.notFound",
            "requested",
          ],
        ];
      },
    ],
    [
      "by a second account with the same openid",
      async () => {
        const { hr, executive, manager, staff } = people;
        const [second, rulers] = staff as [Employee, Employee];
        world.merchant.openids.set(second.wecomUserId!, `openid-${manager.wecomUserId}`);
        world.merchant.openids.set(rulers.wecomUserId!, `openid-${hr.wecomUserId}`);
        const { code } = await pay(manager, { employeeId: second.id });
        const { id } = await payForIdeas();
        await send(executive, `POST /rules/${id}/approve`);
        await send(manager, `POST /ideas/${await suggest(rulers)}/accept`);
        await fire();
        const parts = await world.db.read.find(PacketPart, { order: { id: "ASC" } });
        const errorsOf = ({ id: employeeId }: Employee) =>
          parts.filter((part) => part.employeeId === employeeId).map(({ state, lastError }) => [state, lastError]);
        return [
          [code, errorsOf(second), errorsOf(rulers)],
          ["ok", [["failed", "payout.sameAccount"]], [["failed", "payout.sameAccount"]]],
        ];
      },
    ],
  ];

  it.each(table)("comes to nothing: %s", async (_, attempt) => {
    const [got, expected] = await attempt();
    expect(got).toEqual(expected);
  });
});
