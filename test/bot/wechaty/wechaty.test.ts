import type { PuppetMock } from "wechaty-puppet-mock";
import { Bot } from "../../../bot/Bot";
import { type RunningWechaty, startWechaty } from "../../../bot/wechaty/startWechaty";
import { issueBindingCode } from "../../../domain/people/issueBindingCode";
import { owe } from "../../../domain/record";
import { transact } from "../../../domain/transact";
import { CheckIn, Department, type Employee, Identity, Notice } from "../../../entities";
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

  it("shows a card as text", async () => {
    const person = await bound();
    await buildGoal(world, { ownerId: person.id, title: "冲刺双11", keyResults: [{ title: "GMV" }] });
    await say("今日");
    expect(lastTo(wx)).toContain("GMV");
    expect(lastTo(wx)).toContain("http://127.0.0.1");
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

  describe("a room", () => {
    const room = (id: string, topic: string) =>
      puppet.mocker.createRoom({ id, topic, memberIdList: [wx.id, robot.id] });
    const wecom = async (person: Employee, text: string) => {
      world.clock.forward(1000);
      const inbound = { channel: "wecom", userId: person.wecomUserId ?? "", key: `k${++said}`, text } as const;
      const answer = await world.bot.receive({ ...inbound, at: world.clock.now() });
      return answer?.kind === "text" ? answer.text : "";
    };
    const codeFor = async (person: Employee, name = "") =>
      /绑定群 ([2-9A-Z]{8})$/.exec(await wecom(person, `绑定群 ${name}`.trim()))?.[1] ?? "";
    /** Says something in a room and waits for the robot's word there. */
    const sayIn = async (place: ReturnType<typeof room>, text: string) => {
      const before = heard.length;
      wx.say(text).to(place);
      await until(() => heard.length > before);
      expect(heard.at(-1)?.to).toBe(place.id);
      return heard.at(-1)?.text;
    };
    const announce = async (team: Department) => {
      const data = { message: { kind: "text", text: "喜报" } };
      await transact(world.app, null, (work) =>
        owe(work, `${++said}`, [{ team: team.id, template: "message", kind: "recognition", data }]),
      );
      await deliverNotices(world.app);
    };
    let said = 0;

    it("hears of a team once somebody of the team has bound it with a code, whatever it is called", async () => {
      const team = await buildDepartment(world, { name: "运营部" });
      const person = await bound({ departmentId: team.id });
      const [old, ours] = [room("old@chatroom", "运营部"), room("ours@chatroom", "一家人")];
      expect(await sayIn(old, `绑定群 ${await codeFor(person)}`)).toContain("这个群已绑定“运营部”");
      await sayIn(ours, `绑定群 ${await codeFor(person)}`);
      heard.length = 0;
      await announce(team);
      await until(() => heard.length > 0);
      expect(heard).toEqual([{ to: ours.id, text: "喜报" }]);
      expect(world.sent).toEqual([]);
    });

    it("hears nothing for being called like a department: teams without a bound room are told through WeCom", async () => {
      room("impostor@chatroom", "运营部");
      await announce(await buildDepartment(world, { name: "运营部" }));
      expect(world.sent.map(({ team }) => team?.name)).toEqual(["运营部"]);
      await say("绑定 WRONG234");
      expect(heard.map(({ to }) => to)).toEqual([wx.id]);
    });

    it("is bound by nobody but whom the code was given to, once, and by no code for an account", async () => {
      const team = await buildDepartment(world, { name: "运营部" });
      const other = await buildEmployee(world, { departmentId: team.id });
      const place = room("ours@chatroom", "一家人");
      const early = await codeFor(other);
      expect(await sayIn(place, `绑定群 ${early}`)).toContain("不是发给你的");
      const person = await bound({ departmentId: team.id });
      expect(await sayIn(place, `绑定群 ${early}`)).toContain("不是发给你的");
      const { code } = await transact(world.app, person, issueBindingCode);
      expect(await sayIn(place, `绑定群 ${code}`)).toContain("不是发给你的");
      expect(await world.db.read.findOneByOrFail(Department, { id: team.id })).toMatchObject({ roomId: null });

      const mine = await codeFor(person);
      await say(`绑定 ${mine}`);
      expect(lastTo(wx)).toContain("不对或已过期");
      await say(`绑定群 ${mine}`);
      expect(lastTo(wx)).toContain("在要绑定的群里");
      expect(await sayIn(place, `绑定群 ${mine}`)).toContain("已绑定");
      expect(await sayIn(place, `绑定群 ${mine}`)).toContain("已过期");
      expect(await sayIn(place, `绑定群 ${await codeFor(person)}`)).toContain("一小时后");
    });

    it("may be bound to the own department, by HR to any", async () => {
      const [ours, theirs] = [await buildDepartment(world), await buildDepartment(world, { name: "仓储部" })];
      const person = await buildEmployee(world, { departmentId: ours.id });
      const hr = await buildEmployee(world, { roles: ["hr"] });
      expect(await codeFor(person)).not.toBe("");
      expect(await codeFor(person, ours.name)).not.toBe("");
      expect(await wecom(person, "绑定群 仓储部")).toContain("只能绑定自己部门的群");
      expect(await codeFor(hr, theirs.name)).not.toBe("");
      expect(await wecom(hr, "绑定群")).toContain("还没有所在的部门");
      expect(await wecom(hr, "绑定群 没有的部门")).toContain("没有“没有的部门”这个部门");
      await buildDepartment(world, { name: "仓储部" });
      expect(await wecom(hr, "绑定群 仓储部")).toContain("几个部门都叫");
    });

    it("is told again later while the robot is logged out", async () => {
      const team = await buildDepartment(world, { roomId: "ours@chatroom" });
      await puppet.logout();
      await until(() => !puppet.isLoggedIn);
      await announce(team);
      const [notice] = await world.db.read.findBy(Notice, { departmentId: team.id });
      expect(notice).toMatchObject({ state: "owed", lastError: "wechaty.loggedOut" });
    });
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
