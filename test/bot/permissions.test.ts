import { readFileSync } from "node:fs";
import { join } from "node:path";
import { registerHandlers } from "../../bot/handlers";
import type { Inbound } from "../../bot/Inbound";
import type { Card, Message } from "../../bot/Message";
import { wordsFor } from "../../bot/say";
import { newId } from "../../domain/newId";
import { Approval, Notice, Objective, type ObjectiveStatus } from "../../entities";
import { describeEngines } from "../engines";
import { buildCycle, buildDepartment, buildEmployee, buildGoal } from "../factories";
import { openWorld, type World } from "../world";

type Person = { id: string; wecomUserId: string | null };

/** How everybody who matters stands to the owner of a goal. */
async function buildCast(world: World) {
  const executive = await buildEmployee(world, { name: "总经理", roles: ["executive"] });
  const boss = await buildEmployee(world, { name: "运营总监", managerId: executive.id });
  const manager = await buildEmployee(world, { name: "店长", managerId: boss.id });
  const owner = await buildEmployee(world, { name: "运营", managerId: manager.id });
  const otherManager = await buildEmployee(world, { name: "客服主管", managerId: executive.id });
  return {
    owner,
    manager,
    boss,
    executive,
    report: await buildEmployee(world, { name: "实习生", managerId: owner.id }),
    colleague: await buildEmployee(world, { name: "同组", managerId: manager.id }),
    otherManager,
    stranger: await buildEmployee(world, { name: "客服", managerId: otherManager.id }),
    otherExecutive: await buildEmployee(world, { name: "副总", roles: ["executive"] }),
    hr: await buildEmployee(world, { name: "人事", roles: ["hr"] }),
    operator: await buildEmployee(world, { name: "运维", roles: ["operator"] }),
    leaver: await buildEmployee(world, { name: "前任", status: "left", managerId: boss.id }),
  };
}
type Cast = Awaited<ReturnType<typeof buildCast>>;
type Role = keyof Cast;

/** Says and presses things, and reads what each person was answered. */
class Chats {
  private messages = 0;

  constructor(private readonly world: World) {}

  async send(person: Person, part: Partial<Inbound>): Promise<string> {
    this.world.clock.forward(1);
    const answer = await this.world.bot.receive({
      channel: "wecom",
      userId: person.wecomUserId ?? "",
      key: `p${++this.messages}`,
      at: this.world.clock.now(),
      ...part,
    });
    return answer ? shown(answer) : this.lastOwed(person);
  }

  say(person: Person, text: string) {
    return this.send(person, { text });
  }

  press(person: Person, key: string, option?: string) {
    const choices: Record<string, string[]> = option ? { returnReason: [option] } : {};
    return this.send(person, { button: { key, responseCode: `c${this.messages}`, choices } });
  }

  private async lastOwed({ id }: Person): Promise<string> {
    const notice = await this.world.db.read.findOneOrFail(Notice, {
      where: { employeeId: id, createdAt: this.world.clock.now() },
      order: { id: "DESC" },
    });
    return shown(
      (notice.template === "cardUpdated" ? { kind: "card", card: notice.data.card } : notice.data.message) as Message,
    );
  }
}

/** A card by its title's state: what stands in place of its buttons, or the buttons. */
function shown(message: Message): string {
  if (message.kind === "text") return message.text;
  if (message.kind === "markdown") return message.markdown;
  if (message.kind === "link") return message.title;
  const { done, buttons = [], title }: Card = message.card;
  return `[${done ?? (buttons.map(({ text }) => text).join(" ") || title)}]`;
}

const forbidden = (ability: string) => wordsFor(`goal.${ability}Forbidden`);
const hidden = wordsFor("goal.notFound");
const unknown = wordsFor("person.unknown");
const undo = "[撤销（10分内）]";

/** What each of the cast is answered: who may, who is refused in words of their own, and everybody else. */
interface Row {
  button: string;
  option?: string;
  status: ObjectiveStatus;
  isRestricted?: boolean;
  allowed: Partial<Record<Role, string>>;
  /** The state after a press of somebody who may. */
  to: ObjectiveStatus;
  refused?: Partial<Record<Role, string>>;
  others: string;
}

const deciders = (answer: string) => ({ manager: answer, boss: answer, executive: answer });
const writeReason = wordsFor("goal.writeReason", { minutes: 10 });
const cannot = (state: string, move: string, allowed: string) => wordsFor("goal.cannotMove", { state, move, allowed });

const table: Row[] = [
  {
    button: "goal.approve",
    status: "submitted",
    allowed: deciders(undo),
    to: "active",
    others: forbidden("approve"),
  },
  {
    button: "goal.approve",
    status: "submitted",
    isRestricted: true,
    allowed: deciders(undo),
    to: "active",
    refused: { owner: forbidden("approve"), hr: forbidden("approve") },
    others: hidden,
  },
  {
    button: "goal.approve",
    status: "returned",
    allowed: {},
    to: "returned",
    refused: deciders(cannot("returned", "approve", "submit,withdraw,cancel")),
    others: forbidden("approve"),
  },
  {
    button: "goal.return",
    option: "tooLow",
    status: "submitted",
    allowed: deciders("[已退回]"),
    to: "returned",
    others: forbidden("return"),
  },
  {
    button: "goal.return",
    option: "tooLow",
    status: "submitted",
    isRestricted: true,
    allowed: deciders("[已退回]"),
    to: "returned",
    refused: { owner: forbidden("return"), hr: forbidden("return") },
    others: hidden,
  },
  {
    button: "goal.return",
    option: "other",
    status: "submitted",
    allowed: deciders(writeReason),
    to: "submitted",
    others: forbidden("return"),
  },
  {
    button: "goal.return",
    status: "submitted",
    allowed: {},
    to: "submitted",
    refused: deciders(wordsFor("goal.chooseReason")),
    others: forbidden("return"),
  },
  {
    button: "goal.return",
    option: "other",
    status: "draft",
    allowed: {},
    to: "draft",
    refused: deciders(cannot("draft", "return", "submit,withdraw,cancel")),
    others: forbidden("return"),
  },
  {
    button: "goal.undoApproval",
    status: "active",
    allowed: { manager: "[通过 退回]" },
    to: "submitted",
    others: forbidden("undoApproval"),
  },
  {
    button: "goal.undoApproval",
    status: "active",
    isRestricted: true,
    allowed: { manager: "[通过 退回]" },
    to: "submitted",
    refused: {
      owner: forbidden("undoApproval"),
      ...deciders(forbidden("undoApproval")),
      hr: forbidden("undoApproval"),
    },
    others: hidden,
  },
];

/** Commands speak of the one who says them; whatever the role, nobody reads or changes another person's things. */
const commands: { text: string; answer: RegExp; answers?: Partial<Record<Role, RegExp>> }[] = [
  { text: "帮助", answer: /^我能帮你做这些/ },
  { text: "今日", answer: /^\[GMV / },
  { text: "我的目标", answer: /^自己的目标（/ },
  { text: "进度 GMV 100", answer: /^已记录：GMV 100 元/ },
  { text: "进度 别人的GMV 100", answer: /^没有这一项。可以上报：GMV$/ },
  { text: "撤回", answer: /^已撤回 5月11日 上报的 GMV/ },
  { text: "求助 缺人手", answer: /^已告诉上级/ },
  { text: "回复", answer: /^请发“回复 @名字/ },
  // Only who is above may, and once one of them has answered it waits for no other.
  { text: "回复 @运营 同意", answer: /^运营 没有等你回复的求助/, answers: { manager: /^已回复 运营/ } },
  {
    text: "团队",
    answer: /^你名下还没有团队成员/,
    answers: {
      owner: /^团队 1 人/,
      manager: /^团队 3 人/,
      boss: /^团队 4 人/,
      executive: /^团队 7 人/,
      otherManager: /^团队 1 人/,
    },
  },
  { text: "新目标", answer: /^我们来提一个新目标/ },
  { text: "取消", answer: /^好，已取消/ },
  { text: "表扬", answer: /^(要表扬谁？|请发“表扬 @名字)/ },
  { text: "表扬 @实习生 认真", answer: /^已表扬 实习生/, answers: { report: /^不能表扬自己/ } },
  { text: "红包", answer: /^请发“红包 @名字 金额 理由”/ },
  {
    text: "红包 @实习生 2 认真",
    answer: /^公司还没有开通红包发放/,
  },
  { text: "建议", answer: /^请发“建议 内容”/ },
  { text: "建议 把赠品换成试用装", answer: /^已收到你的建议/ },
  { text: "我的建议", answer: /^本季度已采纳 0 条/ },
  { text: "授勋", answer: /^请发“授勋 @名字 勋章名 理由”/ },
  {
    text: "授勋 @实习生 团队协作 认真",
    answer: /^只能给自己的下属/,
    answers: {
      ...Object.fromEntries(
        ["owner", "manager", "boss", "executive", "otherExecutive", "hr"].map((role) => [role, /^已授予 实习生/]),
      ),
      report: /^不能给自己/,
    },
  },
  { text: "提名", answer: /^请发“提名 @名字 理由”/ },
  { text: "提名 @实习生 认真", answer: /^现在没有/ },
  { text: "评选", answer: /^(现在没有|没有)/ },
  {
    text: "取消评选",
    answer: /^只有人事和高管可以取消评选/,
    answers: Object.fromEntries(["executive", "otherExecutive", "hr"].map((role) => [role, /^现在没有可以取消的评选/])),
  },
  { text: "绑定", answer: /^绑定码：\w+/ },
  { text: "绑定 8K2MQ7RT", answer: /^绑定码在这里不起作用，请在微信里/ },
  { text: "绑定群", answer: /^你还没有所在的部门/ },
  { text: "绑定群 仓储部", answer: /^只能绑定自己部门的群/, answers: { hr: /^“仓储部”的绑定码：\w+/ } },
];

/** Buttons and commands that are about something else than a goal: a table of their own stands where they are tested. */
const elsewhere: Record<string, string> = {
  idea: "ideas.test.ts",
  election: "elections.test.ts",
  award: "../domain/recognition/awards.test.ts",
  packet: "packets.test.ts",
};

describe("The permission tables", () => {
  it("have a row for every button there is", () => {
    const goalButtons = [...registerHandlers().buttons.keys()].filter((button) => !elsewhere[button.split(".")[0]!]);
    expect(new Set(table.map(({ button }) => button))).toEqual(new Set(goalButtons));
  });

  it.each(Object.entries(elsewhere))("leave those of %s to %s", (noun, file) => {
    const source = readFileSync(join(__dirname, file), "utf8");
    const buttons = [...registerHandlers().buttons.keys()].filter((button) => button.startsWith(`${noun}.`));
    expect(buttons.length).toBeGreaterThan(0);
    for (const button of buttons) expect(source).toContain(button);
  });

  it("have a line for every command there is", () => {
    const missing = registerHandlers().commands.filter(([pattern]) => !commands.some(({ text }) => pattern.test(text)));
    expect(missing.map(([pattern]) => String(pattern))).toEqual([]);
  });
});

describeEngines("Permissions", (engine) => {
  let world: World;
  let cast: Cast;
  let chats: Chats;
  let cycleId: string;
  beforeAll(async () => {
    world = await openWorld(engine);
    cast = await buildCast(world);
    chats = new Chats(world);
    cycleId = (await buildCycle(world)).id;
  });
  afterAll(() => world.close());

  async function goalIn({ status, isRestricted = false }: Row): Promise<Objective> {
    const now = world.clock.now();
    const approved = status === "active" ? { approvedById: cast.manager.id, approvedAt: now } : {};
    const goal = await buildGoal(world, { ownerId: cast.owner.id, cycleId, status, isRestricted, ...approved });
    const asked = { id: newId(now), objectiveId: goal.id, approverId: cast.manager.id, requestedAt: now };
    if (status === "submitted") await world.db.transaction((db) => db.insert(Approval, asked));
    return goal;
  }
  const statusOf = async (id: string) => (await world.db.read.findOneByOrFail(Objective, { id })).status;

  const named = (row: Row): [string, Row] => [
    [row.button, row.option, "on a", row.status, row.isRestricted && "restricted", "goal"].filter(Boolean).join(" "),
    row,
  ];
  it.each(table.map(named))("answers each person who presses %s", async (_, row) => {
    const seen: Record<string, unknown> = {};
    const expected: Record<string, unknown> = {};
    for (const role of Object.keys(cast) as Role[]) {
      const goal = await goalIn(row);
      seen[role] = [await chats.press(cast[role], `${row.button}:${goal.id}`, row.option), await statusOf(goal.id)];
      const refusal = role === "leaver" ? unknown : (row.refused?.[role] ?? row.others);
      expected[role] = row.allowed[role] ? [row.allowed[role], row.to] : [refusal, row.status];
    }
    expect(seen).toEqual(expected);
  });
});

describeEngines("Commands by role", (engine) => {
  let world: World;
  beforeAll(async () => {
    world = await openWorld(engine);
  });
  afterAll(() => world.close());

  it("answer each person about themselves, and nobody who left", async () => {
    const [cast, chats] = [await buildCast(world), new Chats(world)];
    await buildDepartment(world, { name: "仓储部" });
    const { id: cycleId } = await buildCycle(world);
    const elsewhere = await buildEmployee(world, { name: "另一家" });
    await buildGoal(world, { ownerId: elsewhere.id, cycleId, keyResults: [{ title: "别人的GMV" }] });
    for (const role of Object.keys(cast) as Role[]) {
      await buildGoal(world, { ownerId: cast[role].id, cycleId, title: "自己的目标" });
      for (const { text, answer, answers = {} } of commands) {
        const expected = role === "leaver" ? /^还没有你的员工信息/ : (answers[role] ?? answer);
        expect(`${role} ${text}: ${await chats.say(cast[role], text)}`).toMatch(
          new RegExp(`^${role} ${text}: ${expected.source.slice(1)}`),
        );
      }
    }
  });
});

describeEngines("Who decides on a goal", (engine) => {
  let world: World;
  let chats: Chats;
  beforeEach(async () => {
    world = await openWorld(engine);
    chats = new Chats(world);
    await buildCycle(world);
  });
  afterEach(() => world.close());

  async function propose(person: Person): Promise<string> {
    for (const line of ["新目标", "把店铺做成类目第一", "1", "GMV 做到 100万元"]) await chats.say(person, line);
    return chats.say(person, "完成");
  }
  const asked = async () => {
    const approvals = await world.db.read.find(Approval, { order: { id: "ASC" } });
    const notices = await world.db.read.findBy(Notice, { template: "goalSubmitted" });
    expect(notices.map(({ employeeId }) => employeeId)).toEqual(approvals.map(({ approverId }) => approverId));
    return approvals.map(({ approverId }) => approverId);
  };
  const theGoal = () => world.db.read.findOneByOrFail(Objective, {});

  it("is the manager, also of who is HR or an executive", async () => {
    const manager = await buildEmployee(world);
    for (const role of ["hr", "executive"] as const)
      await propose(await buildEmployee(world, { managerId: manager.id, roles: [role] }));
    expect(await asked()).toEqual([manager.id, manager.id]);
  });

  it("is the next one up where the manager has left", async () => {
    const boss = await buildEmployee(world);
    const manager = await buildEmployee(world, { managerId: boss.id, status: "left" });
    await propose(await buildEmployee(world, { managerId: manager.id }));
    expect(await asked()).toEqual([boss.id]);
  });

  it("is another executive for who answers to nobody, and never the person", async () => {
    const root = await buildEmployee(world, { roles: ["executive", "hr"] });
    const other = await buildEmployee(world, { roles: ["executive"] });
    await buildEmployee(world, { roles: ["hr"] });
    await propose(root);
    expect(await asked()).toEqual([other.id]);
    await chats.press(root, `goal.approve:${(await theGoal()).id}`);
    expect((await theGoal()).status).toBe("submitted");
    await chats.press(other, `goal.approve:${(await theGoal()).id}`);
    expect(await theGoal()).toMatchObject({ status: "active", approvedById: other.id });
  });

  it("is HR where there is no other executive", async () => {
    const root = await buildEmployee(world, { roles: ["executive"] });
    const hr = await buildEmployee(world, { roles: ["hr"] });
    await buildEmployee(world, { roles: ["executive"], status: "left" });
    await propose(root);
    expect(await asked()).toEqual([hr.id]);
    await chats.press(hr, `goal.approve:${(await theGoal()).id}`);
    expect((await theGoal()).status).toBe("active");
  });

  it("may be HR where nobody is above the owner, whoever was asked, but not on HR's own goal", async () => {
    await buildEmployee(world, { roles: ["executive"] });
    const hr = await buildEmployee(world, { roles: ["hr"] });
    const alone = await buildEmployee(world);
    await propose(alone);
    expect(await chats.press(hr, `goal.approve:${(await theGoal()).id}`)).toBe(undo);
    const own = await buildGoal(world, { ownerId: hr.id, status: "submitted" });
    expect(await chats.press(hr, `goal.approve:${own.id}`)).toBe(forbidden("approve"));
  });

  it("is nobody where there is none, and the goal that was written is not lost", async () => {
    const root = await buildEmployee(world, { roles: ["executive", "hr"] });
    expect(await propose(root)).toBe(wordsFor("goal.noApprover"));
    expect(await world.db.read.count(Objective)).toBe(0);
    const hr = await buildEmployee(world, { roles: ["hr"] });
    expect(await chats.say(root, "完成")).toContain("已提交");
    expect(await asked()).toEqual([hr.id]);
  });
});
