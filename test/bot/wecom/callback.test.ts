import { setTimeout as sleep } from "node:timers/promises";
import { Bot } from "../../../bot/Bot";
import { WecomChannel } from "../../../bot/wecom/WecomChannel";
import { WecomClient } from "../../../bot/wecom/WecomClient";
import { textOf } from "../../../bot/wecom/xml";
import type { App } from "../../../domain/context";
import { Approval, CardCode, CheckIn, Employee, Notice, Objective } from "../../../entities";
import { deliverNotices } from "../../../jobs/deliverNotices";
import { publishMenu } from "../../../server/publishMenu";
import { describeEngines } from "../../engines";
import { buildEmployee, buildGoal } from "../../factories";
import { monday, openWorld, type World } from "../../world";
import { LoopbackApi } from "./LoopbackApi";
import { keys, WecomSide, xmlOf } from "./WecomSide";

interface Sent {
  touser: string;
  msgtype: string;
  text?: { content: string };
  template_card?: { card_type: string; main_title: { title: string }; button_list?: { text: string }[] };
}

describeEngines("The callback from envelope to envelope", (engine) => {
  let world: World;
  let api: LoopbackApi;
  let wecom: WecomSide;
  const counted: string[] = [];
  let messages = 0;

  const sides: WecomSide[] = [];
  const side = async (app: App) => {
    const bot = new Bot(app);
    const started = await WecomSide.start({
      now: () => world.clock.now(),
      receive: (inbound) => bot.receive(inbound),
      changeContacts: async () => undefined,
      count: (kind) => counted.push(kind),
    });
    sides.push(started);
    return started;
  };
  const client = () =>
    new WecomClient(
      { apiUrl: api.url, corpId: keys.receiveId, agentId: 7, secret: "secret" },
      { tokens: { readOrRefresh: async () => "token", drop: async () => undefined }, now: () => world.clock.now() },
    );
  beforeAll(async () => {
    world = await openWorld(engine);
    api = await LoopbackApi.start();
    world.app.channel = new WecomChannel(client(), { publicUrl: "http://127.0.0.1" });
    wecom = await side(world.app);
  });
  afterAll(async () => {
    await Promise.all(sides.map((one) => one.stop()));
    await api.stop();
    await world.close();
  });
  beforeEach(async () => {
    world.clock.set(monday);
    await world.db.transaction((db) => db.createQueryBuilder().delete().from(Notice).execute());
    api.asked.length = 0;
    counted.length = 0;
  });

  const common = (person: Pick<Employee, "wecomUserId">) => {
    // Nothing is said in the millisecond of another thing: what is owed keeps its order.
    world.clock.forward(1);
    return {
      ToUserName: keys.receiveId,
      FromUserName: person.wecomUserId ?? "",
      CreateTime: wecom.seconds(),
      AgentID: "7",
    };
  };
  const typed = (person: Employee, text: string) =>
    xmlOf({ ...common(person), MsgType: "text", Content: text, MsgId: String(++messages) });
  const pressed = (person: Employee, key: string, code: string, choices: Record<string, string> = {}) =>
    xmlOf(
      {
        ...common(person),
        MsgType: "event",
        Event: "template_card_event",
        EventKey: key,
        TaskId: `t${++messages}`,
        ResponseCode: code,
      },
      `<SelectedItems>${Object.entries(choices)
        .map(
          ([question, option]) =>
            `<SelectedItem><QuestionKey>${question}</QuestionKey><OptionIds><OptionId>${option}</OptionId></OptionIds></SelectedItem>`,
        )
        .join("")}</SelectedItems>`,
    );
  const event = (person: Employee, name: string, fields: Record<string, string> = {}) =>
    xmlOf({ ...common(person), MsgType: "event", Event: name, ...fields });
  const say = async (person: Employee, text: string) => {
    const answer = await wecom.open(await wecom.post(typed(person, text)));
    return answer && textOf(answer.Content);
  };
  const deliver = async () => {
    api.asked.length = 0;
    await deliverNotices(world.app);
    return {
      sent: api.askedFor("message/send").map(({ body }) => body as Sent),
      updated: api
        .askedFor("message/update_template_card")
        .map(({ body }) => body as Sent & { userids: string[]; response_code: string }),
    };
  };
  const people = async () => {
    const chief = await buildEmployee(world);
    const manager = await buildEmployee(world, { managerId: chief.id });
    const owner = await buildEmployee(world, { managerId: manager.id });
    return { chief, manager, owner };
  };
  const submitted = async () => {
    const team = await people();
    const goal = await buildGoal(world, { ownerId: team.owner.id, status: "submitted" });
    await world.db.transaction((db) =>
      db.insert(Approval, {
        id: `a${goal.id}`,
        objectiveId: goal.id,
        approverId: team.manager.id,
        requestedAt: monday,
      }),
    );
    return { ...team, goal };
  };
  const statusOf = async ({ id }: Objective) => (await world.db.read.findOneByOrFail(Objective, { id })).status;

  it("answers a typed command in its own response, sealed, with sender and receiver swapped", async () => {
    const { owner } = await people();
    const response = await wecom.post(typed(owner, "我的目标"));
    expect(response.headers.get("content-type")).toMatch(/^application\/xml/);
    expect(await wecom.open(response)).toEqual({
      ToUserName: owner.wecomUserId,
      FromUserName: keys.receiveId,
      CreateTime: wecom.seconds(),
      MsgType: "text",
      Content: "你还没有目标。发“新目标”，一步步提一个。",
    });
    expect(await deliver()).toEqual({ sent: [], updated: [] });
  });

  it("gives WeCom's three tries one effect and the same answer", async () => {
    const { owner } = await people();
    await buildGoal(world, { ownerId: owner.id });
    const message = typed(owner, "进度 +3000");
    const answers: unknown[] = [];
    for (let tries = 0; tries < 3; tries++) answers.push(await wecom.open(await wecom.post(message)));
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(JSON.stringify(answers[0])).toContain("已记录：GMV 3,000 元");
    expect(await world.db.read.countBy(CheckIn, { reportedById: owner.id })).toBe(1);
  });

  it("gives three tries that come at once one effect and the same answer", async () => {
    const { owner } = await people();
    await buildGoal(world, { ownerId: owner.id });
    const message = typed(owner, "进度 +3000");
    const answers = await Promise.all([1, 2, 3].map(async () => wecom.open(await wecom.post(message))));
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(await world.db.read.countBy(CheckIn, { reportedById: owner.id })).toBe(1);
  });

  it("answers what took longer than a second by message instead, once, and its tries with nothing", async () => {
    const { owner } = await people();
    const db: App["db"] = Object.assign(Object.create(world.db), {
      transaction: ((run) =>
        world.db.transaction(async (manager) => {
          await sleep(1050);
          return run(manager);
        })) as App["db"]["transaction"],
    });
    const slow = await side({ ...world.app, db });
    const message = typed(owner, "我的目标");
    expect(await slow.open(await slow.post(message))).toBeUndefined();
    expect(await wecom.open(await wecom.post(message))).toBeUndefined();
    const { sent } = await deliver();
    expect(sent).toEqual([
      {
        touser: owner.wecomUserId,
        agentid: 7,
        msgtype: "text",
        text: { content: "你还没有目标。发“新目标”，一步步提一个。" },
      },
    ]);
  });

  it("says to a stranger, in the response, whom to ask", async () => {
    const stranger = Object.assign(new Employee(), { wecomUserId: "nobody" });
    expect(await say(stranger, "今日")).toContain("还没有你的员工信息");
    expect(await wecom.open(await wecom.post(event(stranger, "enter_agent")))).toMatchObject({ ToUserName: "nobody" });
    expect(await deliver()).toEqual({ sent: [], updated: [] });
  });

  it("updates the pressed card through the API with the code of that press, once however often it comes", async () => {
    const { manager, owner, goal } = await submitted();
    const press = pressed(manager, `goal.approve:${goal.id}`, `rc-${goal.id}`);
    for (let tries = 0; tries < 3; tries++) expect(await (await wecom.post(press)).text()).toBe("");
    expect(await statusOf(goal)).toBe("active");
    const { sent, updated } = await deliver();
    expect(sent.map(({ touser, text }) => [touser, text?.content])).toEqual([
      [
        owner.wecomUserId,
        `《${goal.title}》已通过，可以开始了。发“今日”看今天要做多少。\n<a href="http://127.0.0.1/h5/#/pages/goal/index?id=${goal.id}">看目标</a>`,
      ],
    ]);
    expect(updated).toMatchObject([
      {
        userids: [manager.wecomUserId],
        agentid: 7,
        response_code: `rc-${goal.id}`,
        template_card: {
          card_type: "button_interaction",
          main_title: { title: goal.title },
          button_list: [{ text: "撤销（10分内）" }],
        },
      },
    ]);
    expect(await deliver()).toEqual({ sent: [], updated: [] });
  });

  it("updates a card that is pressed again with the code of the second press", async () => {
    const { manager, goal } = await submitted();
    await wecom.post(pressed(manager, `goal.approve:${goal.id}`, `1-${goal.id}`));
    await wecom.post(pressed(manager, `goal.undoApproval:${goal.id}`, `2-${goal.id}`));
    const { updated } = await deliver();
    expect(
      updated.map((body) => [body.response_code, body.template_card?.button_list?.map(({ text }) => text)]),
    ).toEqual([
      [`1-${goal.id}`, ["撤销（10分内）"]],
      [`2-${goal.id}`, ["通过", "退回"]],
    ]);
  });

  it("uses no code twice: what it cannot update with comes as a card of its own", async () => {
    const { manager, goal } = await submitted();
    await wecom.post(pressed(manager, `goal.approve:${goal.id}`, `same-${goal.id}`));
    await wecom.post(pressed(manager, `goal.undoApproval:${goal.id}`, `same-${goal.id}`));
    const { sent, updated } = await deliver();
    expect(updated).toHaveLength(1);
    expect(sent.filter(({ touser }) => touser === manager.wecomUserId)).toMatchObject([
      { msgtype: "template_card", template_card: { main_title: { title: goal.title } } },
    ]);
  });

  it("updates with a code of any length, and loses no press for one that is too long to keep", async () => {
    const { manager, goal } = await submitted();
    await wecom.post(pressed(manager, `goal.return:${goal.id}`, "k".repeat(500)));
    await wecom.post(pressed(manager, `goal.approve:${goal.id}`, "c".repeat(500)));
    expect((await deliver()).updated.map(({ response_code }) => response_code)).toEqual(["c".repeat(500)]);
    expect(await statusOf(goal)).toBe("active");
  });

  it("leaves a code alone that was kept for longer than 72 hours", async () => {
    const { manager, goal } = await submitted();
    await wecom.post(pressed(manager, `goal.return:${goal.id}`, `old-${goal.id}`));
    world.clock.forward(72 * 3_600_000);
    await wecom.post(pressed(manager, `goal.return:${goal.id}`, "", { returnReason: "other" }));
    expect(await say(manager, "请写清楚渠道")).toContain("已退回");
    await wecom.post(pressed(manager, `goal.approve:${goal.id}`, `old-${goal.id}`));
    expect((await deliver()).updated).toEqual([]);
    expect((await world.db.read.findOneByOrFail(CardCode, { code: `old-${goal.id}` })).usedAt).toBeNull();
  });

  it("uses a kept code within 72 hours, for the card whose reason came later", async () => {
    const { manager, goal } = await submitted();
    await wecom.post(pressed(manager, `goal.return:${goal.id}`, `kept-${goal.id}`, { returnReason: "other" }));
    world.clock.forward(9 * 60_000);
    await say(manager, "请写清楚渠道");
    const { updated } = await deliver();
    expect(updated.map(({ response_code }) => response_code)).toEqual([`kept-${goal.id}`]);
    expect(JSON.stringify(updated)).toContain("已退回");
  });

  it("tells who presses a card that somebody else answered what it now is, and draws it anew", async () => {
    const { chief, manager, goal } = await submitted();
    await wecom.post(pressed(chief, `goal.approve:${goal.id}`, `chief-${goal.id}`));
    await deliver();
    await wecom.post(pressed(manager, `goal.return:${goal.id}`, `late-${goal.id}`, { returnReason: "vague" }));
    const { sent, updated } = await deliver();
    expect(sent.map(({ touser, text }) => [touser, text?.content])).toEqual([
      [manager.wecomUserId, "目标现在是“进行中”，不能退回。只有待审批的目标可以退回。"],
    ]);
    expect(updated).toMatchObject([
      {
        userids: [manager.wecomUserId],
        response_code: `late-${goal.id}`,
        template_card: { button_list: [{ text: "进行中" }] },
      },
    ]);
    expect(await statusOf(goal)).toBe("active");
  });

  it.each([
    [60140, "the card's having been updated by somebody else", { state: "sent", lastError: null }],
    [40058, "a card of ours that is malformed, for the operator", { state: "failed", lastError: "wecom.40058" }],
    [42015, "a card that another app sent, for the operator", { state: "failed", lastError: "wecom.42015" }],
  ])("takes %d as %s", async (errcode, _, end) => {
    const { manager, goal } = await submitted();
    await wecom.post(pressed(manager, `goal.approve:${goal.id}`, `gone-${errcode}-${goal.id}`));
    api.on("message/update_template_card", { errcode, errmsg: "refused" });
    expect((await deliver()).updated).toHaveLength(1);
    api.on("message/update_template_card", { errcode: 0 });
    world.clock.forward(3_600_000);
    expect((await deliver()).updated).toEqual([]);
    expect(await world.db.read.findBy(Notice, { template: "cardUpdated" })).toMatchObject([end]);
  });

  it("asks for the translation of ids on an updated card too", async () => {
    const { manager, owner, goal } = await submitted();
    await world.db.transaction((db) => db.update(Employee, owner.id, { name: null }));
    await wecom.post(pressed(manager, `goal.approve:${goal.id}`, `id-${goal.id}`));
    const { updated } = await deliver();
    expect(updated).toMatchObject([{ enable_id_trans: 1 }]);
    expect(JSON.stringify(updated)).toContain(`$userName=${owner.wecomUserId}$`);
  });

  it("answers a press of what is no button of ours, and of what is no goal", async () => {
    const { manager } = await people();
    for (const key of ["done", "", "goal.fly:1", "constructor:1", `goal.approve:${"x".repeat(900)}`, "goal.approve"])
      await wecom.post(pressed(manager, key, `k${key.length}`));
    const { sent } = await deliver();
    expect(sent.map(({ text }) => text?.content)).toEqual([
      ...Array(4).fill("这个按钮已经不能用了，发“帮助”看看现在能做什么。"),
      ...Array(2).fill("没有这个目标，或你没有权限查看。发“我的目标”看你的目标。"),
    ]);
  });

  it("answers each entry of the published menu", async () => {
    const { owner } = await people();
    await buildGoal(world, { ownerId: owner.id });
    await publishMenu(client());
    const menu = api.askedFor("menu/create")[0]?.body as { button: { name: string; key: string }[] };
    expect(menu.button.map(({ name }) => name)).toEqual(["今日", "报进度", "我的目标"]);
    for (const { key } of menu.button)
      expect(await (await wecom.post(event(owner, "CLICK", { EventKey: key }))).text()).toBe("");
    const { sent } = await deliver();
    expect(sent.map(({ msgtype, text }) => text?.content ?? msgtype)).toEqual([
      "template_card",
      expect.stringContaining("请发“进度 名称 数字”"),
      expect.stringContaining("GMV：未上报"),
    ]);
    expect(counted).toEqual(["menu", "menu", "menu"]);
  });

  it("greets with the privacy notice once, and says nothing to a place or a picture", async () => {
    const { owner } = await people();
    const greetings = [event(owner, "subscribe"), event(owner, "enter_agent")];
    const rest = [
      event(owner, "LOCATION", { Latitude: "1" }),
      event(owner, "unsubscribe"),
      event(owner, "view"),
      xmlOf({ ...common(owner), MsgType: "image", MediaId: "m", MsgId: `i${++messages}` }),
    ];
    const responses = await Promise.all([...greetings, ...rest].map((plain) => wecom.post(plain)));
    expect(await Promise.all(responses.map(async (response) => [response.status, await response.text()]))).toEqual(
      Array(6).fill([200, ""]),
    );
    world.clock.forward(1000);
    await wecom.post(event(owner, "enter_agent"));
    const { sent } = await deliver();
    expect(sent.map(({ text }) => text?.content)).toEqual([expect.stringContaining("隐私说明")]);
  });
});
