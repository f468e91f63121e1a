import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { composeNotice } from "../../bot/composeNotice";
import { messageText } from "../../bot/messageText";
import { recordCheckIn } from "../../domain/checkIns/recordCheckIn";
import { retractCheckIn } from "../../domain/checkIns/retractCheckIn";
import { cancelElection } from "../../domain/elections/cancelElection";
import { closeElection } from "../../domain/elections/closeElection";
import { nominate } from "../../domain/elections/nominate";
import { openElection } from "../../domain/elections/openElection";
import { startVoting } from "../../domain/elections/startVoting";
import { vote } from "../../domain/elections/vote";
import { acceptIdea } from "../../domain/ideas/acceptIdea";
import { sendIdea } from "../../domain/ideas/sendIdea";
import { undoIdea } from "../../domain/ideas/undoIdea";
import { findNoticeFacts } from "../../domain/notices/findNoticeFacts";
import { requestPacket } from "../../domain/packets/requestPacket";
import { giveAward } from "../../domain/recognition/giveAward";
import { praise } from "../../domain/recognition/praise";
import { retractAward } from "../../domain/recognition/retractAward";
import { approveRule, startRule } from "../../domain/rules/moveRule";
import { createRule } from "../../domain/rules/writeRule";
import { transact } from "../../domain/transact";
import { Department, Employee, Notice, Packet } from "../../entities";
import { deliverNotices } from "../../jobs/deliverNotices";
import { fireRules } from "../../jobs/fireRules";
import { payOut } from "../../jobs/payOut";
import { runOnce } from "../../jobs/runOnce";
import { type MoneyTeam, type MoneyWorld, openMoneyWorld } from "../domain/packets/moneyWorld";
import { describeEngines } from "../engines";
import { buildEmployee, buildGoal } from "../factories";

const root = resolve(__dirname, "../..");
/** Every template that some verb or job owes to a team. */
const groupTemplates = ["domain", "jobs"]
  .flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: "utf8" }).map((name) => join(folder, name)),
  )
  .filter((name) => name.endsWith(".ts"))
  .flatMap((name) => [...readFileSync(join(root, name), "utf8").matchAll(/\bteam\b[^;]{0,80}?template: ([^,]+),/gs)])
  .flatMap(([, words = ""]) => [...words.matchAll(/"(\w*[a-z][A-Z]\w*)"/g)].map(([, template = ""]) => template));

const fen = 12_345;
/** However it may be written, for one or for the two of the team together. */
const amounts = /123|12[,，]?345|246[.,]?9|24[,，]?690|一百二十三|两百四十六|二百四十六/;

describeEngines("What a team's chat reads", (engine) => {
  let world: MoneyWorld;
  let people: MoneyTeam & { hr: Employee };
  beforeAll(async () => {
    world = await openMoneyWorld(engine);
    const team = await world.buildTeam({ staff: 2 });
    await world.db.transaction((db) => db.update(Department, team.team.id, { chatId: "chat", name: "运营部" }));
    // Names without figures.
    for (const [index, { id }] of [team.manager, ...team.staff].entries())
      await world.db.transaction((db) => db.update(Employee, id, { name: ["周燕", "张三", "刘洋"][index]! }));
    people = { ...team, hr: await buildEmployee(world, { roles: ["hr"] }) };
  });
  afterAll(() => world.close());

  const as: MoneyWorld["as"] = (person, verb) => {
    world.clock.forward(1000);
    return world.as(person, verb);
  };
  const later = (minutes: number) => world.clock.forward(minutes * 60_000);

  async function givePackets({ manager, team }: MoneyTeam, [first]: readonly Employee[]) {
    await as(manager, (ctx) =>
      requestPacket(ctx, { to: { employeeId: first!.id }, totalFen: fen, reason: "大促零差错", value: "诚信" }),
    );
    for (const split of ["equal", "lucky"] as const)
      await as(manager, (ctx) =>
        requestPacket(ctx, { to: { departmentId: team.id }, totalFen: 2 * fen, split, reason: "大促零差错" }),
      );
    const waiting = await world.db.read.findBy(Packet, { state: "requested" });
    for (const { id } of waiting)
      for (const who of [people.finance, people.executive])
        await world.bot.receive({
          ...{ channel: "wecom", userId: who.wecomUserId!, key: `${id}${who.id}`, at: world.clock.now() },
          button: { key: `packet.approve:${id}`, responseCode: "c", choices: {} },
        });
  }

  async function recognise({ manager }: MoneyTeam, [first, second]: readonly Employee[]) {
    const gift = { kind: "badge", badgeCode: "teamwork", to: { employeeId: second!.id }, reason: "好" } as const;
    const give = async () => {
      const { id: praised } = await as(manager, (ctx) => praise(ctx, { employeeId: first!.id, reason: "好" }));
      const [given] = await as(manager, (ctx) => giveAward(ctx, gift));
      return [praised, given!.id];
    };
    await give();
    const ids = await give();
    await deliverNotices(world.app);
    for (const id of ids) await as(manager, (ctx) => retractAward(ctx, id));
  }

  /** A badge and money by rule, for a goal, for an idea, and for one goal taken back again. */
  async function fire({ executive, manager }: MoneyTeam, [first, second]: readonly Employee[]) {
    const caps = { coolDownDays: 0, personMonthCap: 9, monthCap: 99, departmentId: null, parameters: {} };
    for (const kind of ["keyResultReached", "ideaAccepted"] as const) {
      const text = { ...caps, kind, name: "达成奖", badgeCode: "bright-idea", amountFen: fen };
      const rule = await as(people.hr, (ctx) => createRule(ctx, text));
      await as(people.hr, (ctx) => startRule(ctx, rule.id));
      await as(executive, (ctx) => approveRule(ctx, rule.id));
    }
    const report = async (by: Employee, owner: Employee) => {
      const goal = await buildGoal(world, { ownerId: owner.id });
      const said = { keyResultId: goal.keyResults[0]!.id, operation: "set", amount: 1_000_000_000 } as const;
      return as(by, (ctx) => recordCheckIn(ctx, { ...said, source: "web", occurredAt: ctx.now }));
    };
    const own = await report(first!, first!);
    await report(manager, second!);
    const ideas: string[] = [];
    for (const author of [first!, second!])
      ideas.push((await as(author, (ctx) => sendIdea(ctx, "把赠品换成试用装"))).id);
    for (const id of ideas) await as(manager, (ctx) => acceptIdea(ctx, id));
    await deliverNotices(world.app);
    await as(manager, (ctx) => undoIdea(ctx, ideas[1]!));
    later(15);
    await runOnce(world.app, fireRules, world.clock.now());
    await deliverNotices(world.app);
    await as(first!, (ctx) => retractCheckIn(ctx, own.checkIn.id));
  }

  async function elect([first, second]: readonly Employee[]) {
    const plan = { month: "2026-05", departmentId: people.team.id, seats: 1 };
    const days = { nominateUntil: "2026-05-12", voteUntil: "2026-05-14" };
    const wrong = await as(people.hr, (ctx) => openElection(ctx, { ...plan, ...days, month: "2026-06" }));
    await deliverNotices(world.app);
    await as(people.hr, (ctx) => cancelElection(ctx, wrong.id));
    const { id } = await as(people.hr, (ctx) => openElection(ctx, { ...plan, ...days }));
    await as(first!, (ctx) => nominate(ctx, id, { employeeId: second!.id, reason: "好" }));
    world.clock.set("2026-05-13T02:00:00Z");
    await transact(world.app, null, (work) => startVoting(work, id));
    await as(first!, (ctx) => vote(ctx, id, second!.id));
    world.clock.set("2026-05-15T02:00:00Z");
    await transact(world.app, null, (work) => closeElection(work, id));
  }

  it("never holds what a red packet came to, by whatever template", async () => {
    await givePackets(people, people.staff);
    await recognise(people, people.staff);
    await fire(people, people.staff);
    await elect(people.staff);
    await payOut(world.app);
    const paid = (await world.db.read.find(Packet)).filter(({ state }) => state === "approved");
    expect(paid.map(({ ruleId, totalFen }) => [ruleId !== null, totalFen]).sort()).toEqual(
      [
        [false, fen],
        [false, 2 * fen],
        [false, 2 * fen],
        [true, fen],
        [true, fen],
      ].sort(),
    );

    const notices = (await world.db.read.find(Notice)).filter(({ departmentId }) => departmentId !== null);
    const facts = await findNoticeFacts(world.db.read, notices, world.app.company);
    const said = notices.map((notice) => {
      const delivery = { notice, person: null, team: people.team, facts: facts.get(notice.id) };
      const message = composeNotice(delivery, "http://dabiao.test");
      const text = message?.kind === "markdown" ? message.markdown : message && messageText(message);
      return { template: notice.template, text: text ?? "" };
    });
    expect(new Set(said.map(({ template }) => template))).toEqual(new Set(groupTemplates));
    for (const { template, text } of said) expect(`${template}: ${text}`).not.toMatch(amounts);
    for (const template of new Set(groupTemplates))
      expect([template, said.some((one) => one.template === template && /[一-鿿]/.test(one.text))]).toEqual([
        template,
        true,
      ]);
  });

  it("holds it nowhere in what is stored to be told to teams", async () => {
    const notices = (await world.db.read.find(Notice)).filter(({ departmentId }) => departmentId !== null);
    for (const { template, data } of notices) {
      const figures = Object.values(data).filter((value) => typeof value === "number");
      expect([template, figures.filter((value) => value === fen || value === 2 * fen)]).toEqual([template, []]);
    }
  });
});
