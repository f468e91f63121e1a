import type { PuppetMock } from "wechaty-puppet-mock";
import { Bot } from "../../../bot/Bot";
import { type RunningWechaty, startWechaty } from "../../../bot/wechaty/startWechaty";
import { issueBindingCode } from "../../../domain/people/issueBindingCode";
import { owe } from "../../../domain/record";
import { transact } from "../../../domain/transact";
import { CheckIn, Identity, Notice, Objective } from "../../../entities";
import { deliverNotices } from "../../../jobs/deliverNotices";
import { describeEngines } from "../../engines";
import { buildDepartment, buildEmployee, buildGoal } from "../../factories";
import { openWorld, type World } from "../../world";

type Puppet = InstanceType<typeof PuppetMock>;
type Account = ReturnType<Puppet["mocker"]["createContact"]>;

/** A WeChat of our own: the mock puppet under the real Wechaty. */
describeEngines("chats through Wechaty", (engine) => {
  let world: World;
  let puppet: Puppet;
  let running: RunningWechaty;
  let robot: Account;
  let wx: Account;
  const scans: string[] = [];

  beforeEach(async () => {
    process.env.WECHATY_LOG = "silent";
    world = await openWorld(engine);
    const { PuppetMock } = await import("wechaty-puppet-mock");
    puppet = new PuppetMock();
    running = await startWechaty(world.app, new Bot(world.app), { puppet, onScan: (qrcode) => scans.push(qrcode) });
    robot = puppet.mocker.createContact({ name: "达标" });
    wx = puppet.mocker.createContact({ name: "微信里的艾米" });
    puppet.mocker.login(robot);
    await until(() => puppet.isLoggedIn);
  });
  afterEach(async () => {
    await running.stop();
    await world.close();
  });

  /** Wechaty passes messages on in several turns of the event loop. */
  async function until(isSo: () => boolean) {
    for (let tries = 0; !isSo(); tries++) {
      if (tries === 1000) throw new Error(`did not come: ${isSo.toString()}`);
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }

  /** Everything the robot said, newest last. */
  const heard: { to: string | undefined; text: string }[] = [];
  beforeEach(() => {
    heard.length = 0;
    robot.on("message", (message) => {
      const { talkerId, text = "", listenerId, roomId } = message.payload as unknown as Record<string, string>;
      if (talkerId === robot.id) heard.push({ to: roomId || listenerId, text });
    });
  });

  /** Says something and waits for the answer. */
  async function say(text: string) {
    const before = heard.length;
    wx.say(text).to(robot);
    await until(() => heard.length > before);
  }
  const lastTo = (account: { id: string }) => heard.findLast(({ to }) => to === account.id)?.text;

  async function bound(overrides = {}) {
    const person = await buildEmployee(world, { name: "艾米", ...overrides });
    const { code } = await transact(world.app, person, issueBindingCode);
    await say(`绑定 ${code}`);
    return person;
  }

  it("shows the login's code to the operator and keeps it out of the log", async () => {
    const logged: unknown[] = [];
    world.app.log.warn = world.app.log.info = (...all) => void logged.push(all);
    puppet.emit("scan", { qrcode: "https://login.example.com/secret", status: 2 });
    await until(() => scans.length > 0);
    expect(scans).toEqual(["https://login.example.com/secret"]);
    expect(JSON.stringify(logged)).toContain("on the terminal");
    expect(JSON.stringify(logged)).not.toContain("secret");
  });

  it("tells somebody unknown how to bind their account, once", async () => {
    await say("今日");
    wx.say("今日").to(robot);
    await say("绑定 WRONG234");
    expect(heard.map(({ to, text }) => [to, text.slice(0, 7)])).toEqual([
      [wx.id, "还不知道你是谁"],
      [wx.id, "绑定码不对或已"],
    ]);
  });

  it("binds an account by the code given in WeCom, and then knows the person", async () => {
    const person = await bound();
    expect(lastTo(wx)).toContain("已绑定，你好，艾米");
    expect(await world.db.read.findOneByOrFail(Identity, { externalId: wx.id })).toMatchObject({
      employeeId: person.id,
    });
    await say("帮助");
    expect(lastTo(wx)).toContain("我的目标");
  });

  it("refuses a wrong code", async () => {
    await say("绑定 WRONG234");
    expect(lastTo(wx)).toContain("不对或已过期");
  });

  it("gives the code to whoever asks for it in WeCom", async () => {
    await buildEmployee(world, { wecomUserId: "amy" });
    const at = world.clock.now();
    const answer = await new Bot(world.app).receive({ channel: "wecom", userId: "amy", key: "k", at, text: "绑定" });
    const [, code] = /绑定 ([2-9A-Z]{8})$/.exec(answer?.kind === "text" ? answer.text : "") ?? [];
    await say(`绑定 ${code}`);
    expect(lastTo(wx)).toContain("已绑定");
  });

  it("takes a report, and the same message only once", async () => {
    const person = await bound();
    await buildGoal(world, { ownerId: person.id, keyResults: [{ title: "GMV" }] });
    await say("进度 GMV 5000");
    const messageId = [...puppet.mocker.cacheMessagePayload.values()].find(({ text }) => text === "进度 GMV 5000")!.id;
    const answers = heard.length;
    puppet.emit("message", { messageId });
    await until(() => heard.length > answers);
    expect(heard.at(-1)).toEqual(heard.at(-2));
    expect(await world.db.read.find(CheckIn)).toMatchObject([{ amount: 50_000_000, source: "chat" }]);
  });

  it("shows a card as text with numbers, and a number presses its button", async () => {
    const manager = await bound({ wecomUserId: null });
    const owner = await buildEmployee(world, { managerId: manager.id });
    const goal = await buildGoal(world, { ownerId: owner.id, status: "submitted", title: "冲刺双11" });
    await transact(world.app, null, (work) =>
      owe(work, "k", [{ to: [manager.id], template: "goalSubmitted", kind: "approval", subjectId: goal.id }]),
    );
    await deliverNotices(world.app);
    const shown = lastTo(wx);
    expect(shown).toContain("冲刺双11");
    expect(shown).toMatch(/回复 1 \S+/);

    await say("９");
    expect((await world.db.read.findOneByOrFail(Objective, { id: goal.id })).status).toBe("submitted");
    await say("1");
    expect((await world.db.read.findOneByOrFail(Objective, { id: goal.id })).status).toBe("active");
    expect(world.sent).toEqual([]);
  });

  it("answers a mention in a group in private, and says nothing of what was asked there", async () => {
    await bound();
    const room = puppet.mocker.createRoom({ id: "room@chatroom", topic: "运营群", memberIdList: [wx.id, robot.id] });
    wx.say("大家好").to(room);
    wx.say("@达标 我的目标", [robot]).to(room);
    await until(() => heard.some(({ to }) => to === room.id));
    expect(heard.filter(({ to }) => to === room.id)).toEqual([
      { to: room.id, text: expect.stringContaining("已私信回复") },
    ]);
    expect(lastTo(wx)).toContain("目标");
  });

  it("tells a team in the room called like its department, and others through WeCom", async () => {
    puppet.mocker.createRoom({ id: "room@chatroom", topic: "运营部", memberIdList: [wx.id, robot.id] });
    const [here, there] = [
      await buildDepartment(world, { name: "运营部" }),
      await buildDepartment(world, { name: "仓储部" }),
    ];
    await buildEmployee(world);
    for (const { id } of [here, there])
      await transact(world.app, null, (work) =>
        owe(work, id, [
          { team: id, template: "message", kind: "recognition", data: { message: { kind: "text", text: "喜报" } } },
        ]),
      );
    await deliverNotices(world.app);
    await until(() => heard.length > 0);
    expect(heard).toContainEqual({ to: "room@chatroom", text: "喜报" });
    expect(world.sent.map(({ team }) => team?.name)).toEqual(["仓储部"]);
    expect(await world.db.read.countBy(Notice, { state: "sent" })).toBe(2);
  });

  it("writes what people wrote as plain text", async () => {
    const person = await bound({ name: "<a href='x'>\u202e艾米" });
    expect(lastTo(wx)).not.toMatch(/[<>\u202e]/);
    expect(person.name).toContain("<a");
  });

  it("does not answer official accounts, old messages or itself", async () => {
    const shop = puppet.mocker.createContact({ type: puppet.mocker.contactPayload(wx.id).type + 1 });
    shop.say("今日").to(robot);
    robot.say("今日").to(robot);
    const old = Math.floor(Date.now() / 1000) - 600;
    const message = puppet.mocker.MessageMock.create({
      ...puppet.mocker.messagePayload([...puppet.mocker.cacheMessagePayload.keys()][0]!),
      id: "old",
      talkerId: wx.id,
      timestamp: old,
    });
    puppet.emit("message", { messageId: message.id });
    heard.length = 0;
    await say("绑定 WRONG234");
    expect(heard.map(({ to, text }) => [to, text.slice(0, 5)])).toEqual([[wx.id, "绑定码不对"]]);
  });
});

describe("Wechaty", () => {
  it("is not loaded by the parts that are always loaded", () => {
    jest.isolateModules(() => {
      require("../../../bot/wechaty/startWechaty");
      const loaded = Object.keys(require.cache).filter((path) => path.includes("node_modules/wechaty"));
      expect(loaded).toEqual([]);
    });
  });
});
