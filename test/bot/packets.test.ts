import { IsNull, Not } from "typeorm";
import { composeNotice } from "../../bot/composeNotice";
import type { Card } from "../../bot/Message";
import { messageText } from "../../bot/messageText";
import { wordsFor } from "../../bot/say";
import { findNoticeFacts } from "../../domain/notices/findNoticeFacts";
import { requestPacket } from "../../domain/packets/requestPacket";
import { Award, Department, Employee, Notice, Packet, PacketPart } from "../../entities";
import { payOut } from "../../jobs/payOut";
import { type MoneyTeam, type MoneyWorld, openMoneyWorld } from "../domain/packets/moneyWorld";
import { describeEngines } from "../engines";
import { buildEmployee } from "../factories";

describeEngines("Red packets in chat", (engine) => {
  let world: MoneyWorld;
  let people: MoneyTeam & { hr: Employee; peer: Employee; staffOne: Employee };
  let keys = 0;

  beforeAll(async () => {
    world = await openMoneyWorld(engine);
  });
  afterAll(() => world.close());
  beforeEach(async () => {
    const team = await world.buildTeam({ staff: 3 });
    await world.db.transaction((db) => db.update(Department, team.team.id, { chatId: `chat${++keys}` }));
    people = {
      ...team,
      staffOne: team.staff[0]!,
      hr: await buildEmployee(world, { roles: ["hr"] }),
      peer: await buildEmployee(world, { departmentId: team.team.id }),
    };
  });

  async function send(person: Employee, part: object): Promise<string> {
    world.clock.forward(1);
    const answer = await world.bot.receive({
      channel: "wecom",
      userId: person.wecomUserId ?? "",
      key: `packet${++keys}`,
      at: world.clock.now(),
      ...part,
    });
    if (answer) return answer.kind === "text" ? answer.text : answer.kind;
    const owed = await world.db.read.findOneOrFail(Notice, {
      where: { employeeId: person.id, createdAt: world.clock.now() },
      order: { id: "DESC" },
    });
    const { message, card } = owed.data as { message?: { text: string }; card?: Card };
    return card
      ? `[${card.done ?? card.buttons?.map(({ text }) => text).join(" ")}]`
      : (message?.text ?? owed.template);
  }
  const say = (person: Employee, text: string) => send(person, { text });
  const press = (person: Employee, key: string, option?: string) =>
    send(person, { button: { key, responseCode: `c${keys}`, choices: option ? { returnReason: [option] } : {} } });
  const request = () =>
    world.as(people.manager, (ctx) =>
      requestPacket(ctx, { to: { departmentId: people.team.id }, totalFen: 45_000, reason: "大促零差错" }),
    );
  /** Everything that is said about packets so far, by whom it is for. */
  async function heard(): Promise<{ template: string; isTeam: boolean; employeeId: string | null; text: string }[]> {
    const notices = (await world.db.read.find(Notice)).filter(({ template }) =>
      /^(packet|payout|budget)/.test(template),
    );
    const facts = await findNoticeFacts(world.db.read, notices, world.app.company);
    const everybody = await world.db.read.find(Employee);
    return notices.map((notice) => {
      const person = everybody.find(({ id }) => id === notice.employeeId) ?? null;
      const message = composeNotice({ notice, person, team: null, facts: facts.get(notice.id) }, "https://dabiao.test");
      const text = message?.kind === "card" ? JSON.stringify(message.card) : message ? messageText(message) : "";
      return { template: notice.template, isTeam: notice.departmentId !== null, employeeId: notice.employeeId, text };
    });
  }

  it("gives one by a line, tells its receiver and the team, and says the amount to nobody but the giver", async () => {
    const { name } = people.staffOne;
    expect(await say(people.manager, `红包 @${name} 8.8元 发货又快又准`)).toBe(
      wordsFor("packet.given", { name: name!, what: "8.80 元" }),
    );
    await payOut(world.app);
    expect(await world.db.read.findOneByOrFail(PacketPart, { employeeId: people.staffOne.id })).toMatchObject({
      amountFen: 880,
      state: "paid",
    });
    const said = (await heard()).filter(({ text }) => text.includes(name!) || text.includes("发货又快又准"));
    expect(said.map(({ template }) => template)).toEqual(expect.arrayContaining(["packetGiven", "packetAnnounced"]));
    for (const { text } of said) expect(text).not.toMatch(/8\.8|880|元/);
  });

  it.each([
    ["红包", /^请发“红包 @名字 金额 理由”/],
    ["红包 @没有这个人 20 好", /没有找到|没有这个人|找不到/],
    ["红包 @{name} 两块 好", /^“两块”不是金额/],
    // Meant as 8.80, 1.88 and 1.50; never to be taken for 88, 188 and 15.
    ["红包 @{name} 8块8 好", /^“8块8”不是金额/],
    ["红包 @{name} 1，88 好", /^“1，88”不是金额/],
    ["红包 @{name} 1块5 好", /^“1块5”不是金额/],
    ["红包 @{name} 5元5 好", /^“5元5”不是金额/],
    ["红包 @{name} 0.5 好", /^每人要在 1 元 到 200 元 之间/],
    ["红包 @{name} 201 好", /^每人要在 1 元 到 200 元 之间/],
    ["红包 @{name} 1.005 好", /^“1.005”不是金额/],
  ])("answers %s in words that help", async (line, words) => {
    expect(await say(people.manager, line.replace("{name}", people.staffOne.name!))).toMatch(words);
    expect(await world.db.read.countBy(Packet, { giverId: people.manager.id })).toBe(0);
  });

  it("refuses to give to oneself, upwards or sideways", async () => {
    const give = (person: Employee, to: Employee) => say(person, `红包 @${to.name} 2 好`);
    expect(await give(people.manager, people.manager)).toBe(wordsFor("recipient.oneself"));
    for (const [from, to] of [
      [people.staffOne, people.manager],
      [people.staffOne, people.staff[1]!],
      [people.manager, people.executive],
      [people.manager, people.peer],
    ] as const)
      expect(await give(from, to)).toBe(wordsFor("recipient.notBelow"));
  });

  it("answers each person who presses a button of one that waits", async () => {
    const pressed = async (
      who: "manager" | "staffOne" | "peer" | "hr" | "finance" | "executive",
      button: string,
      option?: string,
    ) => {
      const { id } = await request();
      return press(people[who], `${button}:${id}`, option);
    };
    const table = {
      manager: [wordsFor("packet.approveForbidden"), wordsFor("packet.returnForbidden")],
      staffOne: [wordsFor("packet.notFound"), wordsFor("packet.notFound")],
      peer: [wordsFor("packet.notFound"), wordsFor("packet.notFound")],
      hr: [wordsFor("packet.notFound"), wordsFor("packet.notFound")],
      finance: ["[已表态，等另一位]", "[已退回]"],
      executive: ["[已表态，等另一位]", "[已退回]"],
    } as const;
    for (const who of Object.keys(table) as (keyof typeof table)[])
      expect([who, await pressed(who, "packet.approve"), await pressed(who, "packet.return", "tooMuch")]).toEqual([
        who,
        ...table[who],
      ]);
  });

  it("is paid when the second of them agrees, and a repeat changes nothing", async () => {
    const { id } = await request();
    expect(await press(people.finance, `packet.approve:${id}`)).toBe("[已表态，等另一位]");
    expect(await press(people.finance, `packet.approve:${id}`)).toBe("[已表态，等另一位]");
    expect(await press(people.executive, `packet.approve:${id}`)).toBe("[已通过]");
    expect(await press(people.executive, `packet.approve:${id}`)).toBe("[已通过]");
    await payOut(world.app);
    const parts = await world.db.read.findBy(PacketPart, { packetId: id });
    expect(parts.map(({ state, amountFen }) => [state, amountFen])).toEqual(
      Array.from({ length: 3 }, () => ["paid", 15_000]),
    );
    const group = (await heard()).filter(({ isTeam }) => isTeam);
    expect(group.length).toBeGreaterThan(0);
    for (const { text } of group) expect(text).not.toMatch(/\d+(\.\d+)? ?元|450|150/);
  });

  it("is returned with the next line as its reason, which its giver reads", async () => {
    const { id } = await request();
    await press(people.finance, `packet.return:${id}`, "other");
    expect(await say(people.finance, "先把理由写具体")).toContain("已退回");
    const told = (await heard()).filter(
      ({ template, employeeId }) => template === "packetReturned" && employeeId === people.manager.id,
    );
    expect(told).toMatchObject([{ text: expect.stringMatching(/450 元[\s\S]*先把理由写具体/) }]);
  });

  it("is taken back by 撤回 while it waits, once; what was let pass is refused and nothing older is touched", async () => {
    const left = async () => (await world.budgetOf(people.team)).reservedFen;
    const before = await left();
    await say(people.manager, `表扬 @${people.staffOne.name} 好`);
    world.clock.forward(1000);
    const { id } = await request();
    expect(await left()).toBe(before + 45_000);
    expect(await say(people.manager, "撤回")).toBe(wordsFor("packet.takenBack", { what: "450 元" }));
    expect([(await world.db.read.findOneByOrFail(Packet, { id })).state, await left()]).toEqual(["cancelled", before]);
    const { name } = people.staffOne;
    await say(people.manager, `红包 @${name} 8.8元 发货又快又准`);
    for (let times = 0; times < 2; times++)
      expect(await say(people.manager, "撤回")).toBe(wordsFor("packet.takeBackTooLate"));
    expect(await world.db.read.countBy(Award, { givenById: people.manager.id, revokedAt: Not(IsNull()) })).toBe(0);
    world.clock.forward(11 * 60_000);
    expect(await say(people.manager, "撤回")).toBe(wordsFor("nothing.toTakeBack"));
  });
});
