import { composeNotice } from "../../bot/composeNotice";
import { escapeText } from "../../bot/escape";
import type { Inbound } from "../../bot/Inbound";
import { CheckIn, Objective } from "../../entities";
import { deliverNotices } from "../../jobs/deliverNotices";
import { describeEngines } from "../engines";
import { buildCycle, buildDepartment, buildEmployee, buildGoal } from "../factories";
import { monday, openWorld, type World } from "../world";

describeEngines("Chat", (engine) => {
  let world: World;
  let messages = 0;

  beforeEach(async () => {
    world = await openWorld(engine);
  });
  afterEach(() => world.close());

  const team = async () => {
    const department = await buildDepartment(world, { chatId: "team" });
    const manager = await buildEmployee(world, { name: "李明", departmentId: department.id });
    const owner = await buildEmployee(world, { name: "张三", departmentId: department.id, managerId: manager.id });
    return { department, manager, owner };
  };
  type Person = { wecomUserId: string | null };
  const send = (person: Person, part: Partial<Inbound>) =>
    world.bot.receive({
      channel: "wecom",
      userId: person.wecomUserId ?? "",
      key: `m${++messages}`,
      at: world.clock.now(),
      ...part,
    });
  const say = async (person: Person, text: string) => {
    const answer = await send(person, { text });
    return answer?.kind === "text" ? answer.text : answer;
  };
  const press = (person: Person, key: string, choices: Record<string, string[]> = {}) =>
    send(person, { button: { key, responseCode: `code${++messages}`, choices } });
  const deliver = async () => {
    world.sent.length = 0;
    await deliverNotices(world.app);
    return world.sent.map((delivery) => [
      delivery.person?.name ?? "群",
      delivery.notice.template,
      composeNotice(delivery, "http://x"),
    ]);
  };
  const cardButtons = (message: unknown) =>
    ((message as { card?: { buttons?: { text: string }[] } })?.card?.buttons ?? []).map(({ text }) => text);

  async function propose(owner: Person) {
    await buildCycle(world, { name: "2026年5月" });
    await say(owner, "新目标");
    await say(owner, "把店铺做成类目第一");
    await say(owner, "1");
    await say(owner, "GMV 做到 100万元");
    return say(owner, "完成");
  }
  const theGoal = () => world.db.read.findOneByOrFail(Objective, {});

  it("guides a person through a new goal and gives the manager a card with buttons", async () => {
    const { owner } = await team();
    expect(await propose(owner)).toContain("已提交");
    const [[to, template, card] = []] = await deliver();
    expect([to, template]).toEqual(["李明", "goalSubmitted"]);
    expect(cardButtons(card)).toEqual(["通过", "退回"]);
    expect(JSON.stringify(card)).toContain("100 万元");
  });

  it("says of a goal whose month is over that it is, and asks for nothing more", async () => {
    const { owner, manager } = await team();
    await propose(owner);
    const { id } = await theGoal();
    await press(manager, `goal.approve:${id}`);
    await say(owner, "进度 80万");
    expect(await say(owner, "我的目标")).toContain("还差 20 万元");
    world.clock.set("2026-06-01T02:00:00Z");
    expect(await say(owner, "我的目标")).toBe("把店铺做成类目第一（2026年5月）80%，已到期，待结算\nGMV：80 万元，80%");
    await say(owner, "今日");
    expect(JSON.stringify(await deliver())).toContain("没有进行中的目标，或都已到期");
    expect(await say(owner, "进度 90万")).toBe("你没有进行中的目标，或都已到期。发“新目标”提一个新的。");
  });

  it("has a goal given back whose month ended before it was approved", async () => {
    const { owner, manager } = await team();
    await propose(owner);
    const { id } = await theGoal();
    await deliver();
    world.clock.set("2026-06-01T02:00:00Z");
    await press(manager, `goal.approve:${id}`);
    expect(JSON.stringify(await deliver())).toContain("2026年5月已经结束，这个目标不能再通过，请退回。");
    await press(manager, `goal.return:${id}`, { returnReason: ["vague"] });
    expect((await theGoal()).status).toBe("returned");
  });

  it("goes on with a goal that was left in the middle, and cancels it on request", async () => {
    const { owner } = await team();
    await buildCycle(world, { name: "2026年5月" });
    await say(owner, "新目标");
    await say(owner, "做大做强");
    expect(await say(owner, "今日")).toBeNull();
    expect(await say(owner, "新目标")).toContain("接着上次的写");
    expect(await say(owner, "取消")).toBe("好，已取消。");
    expect(await world.db.read.count(Objective)).toBe(0);
  });

  it("asks for a number where a key result is vague", async () => {
    const { owner } = await team();
    await buildCycle(world);
    await say(owner, "新目标");
    await say(owner, "提升店铺业绩");
    await say(owner, "1");
    expect(await say(owner, "做好客户服务")).toContain("还缺一个数字");
  });

  it("approves from the card once however often the press comes, and tells the owner once", async () => {
    const { owner, manager } = await team();
    await propose(owner);
    await deliver();
    const { id } = await theGoal();
    const click: Inbound = {
      channel: "wecom",
      userId: manager.wecomUserId ?? "",
      key: "click",
      at: world.clock.now(),
      button: { key: `goal.approve:${id}`, responseCode: "rc", choices: {} },
    };
    expect(await world.bot.receive(click)).toEqual(await world.bot.receive(click));
    expect((await theGoal()).status).toBe("active");
    expect((await deliver()).map(([to, template]) => [to, template])).toEqual([
      // Whoever pressed is answered first.
      ["李明", "cardUpdated"],
      ["张三", "goalApproved"],
    ]);
  });

  it("lets two presses of the same button at once count once", async () => {
    const { owner, manager } = await team();
    await propose(owner);
    await deliver();
    const { id } = await theGoal();
    await Promise.all([press(manager, `goal.approve:${id}`), press(manager, `goal.approve:${id}`)]);
    expect((await deliver()).filter(([, template]) => template === "goalApproved")).toHaveLength(1);
  });

  it("returns a goal with the chosen reason", async () => {
    const { owner, manager } = await team();
    await propose(owner);
    await deliver();
    await press(manager, `goal.return:${(await theGoal()).id}`, { returnReason: ["tooLow"] });
    const sent = await deliver();
    expect(JSON.stringify(sent.find(([, template]) => template === "goalReturned"))).toContain("目标偏低");
    expect((await theGoal()).status).toBe("returned");
  });

  it("takes the next line as the reason within ten minutes, and not after", async () => {
    const { owner, manager } = await team();
    await propose(owner);
    await deliver();
    const { id } = await theGoal();
    await press(manager, `goal.return:${id}`, { returnReason: ["other"] });
    world.clock.forward(11 * 60_000);
    expect(await say(manager, "请补上渠道拆分")).toContain("没听懂");
    expect((await theGoal()).status).toBe("submitted");
    await press(manager, `goal.return:${id}`, { returnReason: ["other"] });
    world.clock.forward(9 * 60_000);
    expect(await say(manager, "请补上渠道拆分")).toContain("已退回");
    expect(JSON.stringify(await deliver())).toContain("请补上渠道拆分");
    const redrawn = world.sent.filter(({ notice }) => notice.template === "cardUpdated");
    expect(redrawn.map(({ notice }) => (notice.data.card as { done: string }).done)).toEqual(["已退回"]);
  });

  it("undoes an approval for ten minutes and while nobody has reported", async () => {
    const { owner, manager } = await team();
    await propose(owner);
    const { id } = await theGoal();
    await press(manager, `goal.approve:${id}`);
    world.clock.forward(5 * 60_000);
    await press(manager, `goal.undoApproval:${id}`);
    expect((await theGoal()).status).toBe("submitted");
    await press(manager, `goal.approve:${id}`);
    await say(owner, "进度 GMV 1000");
    await press(manager, `goal.undoApproval:${id}`);
    expect((await theGoal()).status).toBe("active");
  });

  it("refuses the owner's own approval", async () => {
    const { owner } = await team();
    await propose(owner);
    await press(owner, `goal.approve:${(await theGoal()).id}`);
    expect((await theGoal()).status).toBe("submitted");
    expect(JSON.stringify(await deliver())).toContain("自己的目标要由上级审批");
  });

  it.each([
    ["进度 GMV 52000", 52_000],
    ["进度 +3000", 3_000],
    ["5.2万", 52_000],
    ["进度：GMV 52,000元", 52_000],
    ["报进度 gmv ３万", 30_000],
  ])("takes the report %s as %d", async (text, value) => {
    const { owner } = await team();
    await buildGoal(world, { ownerId: owner.id });
    expect(await say(owner, text)).toContain("已记录");
    const [{ current } = { current: 0 }] = await world.db.read.query("SELECT current FROM key_results");
    expect(current).toBe(value * 10_000);
  });

  it("counts reports in the order they were said, whatever order they arrive in", async () => {
    const { owner } = await team();
    await buildGoal(world, { ownerId: owner.id });
    const at = (minute: number) => new Date(monday.getTime() - minute * 60_000);
    await send(owner, { text: "进度 +500", at: at(1) });
    await send(owner, { text: "进度 2000", at: at(3) });
    await send(owner, { text: "进度 +100", at: at(2) });
    const [{ current }] = await world.db.read.query("SELECT current FROM key_results");
    expect(current).toBe(2600 * 10_000);
  });

  it("gives badge and praise when the target is reached and takes them back with the report", async () => {
    const { owner } = await team();
    await buildGoal(world, { ownerId: owner.id });
    expect(await say(owner, "进度 GMV 10万")).toContain("目标达成");
    expect((await deliver()).map(([to, template]) => [to, template])).toEqual([
      ["张三", "badgeEarned"],
      ["群", "badgeAnnounced"],
    ]);
    world.clock.forward(1000);
    expect(await say(owner, "撤回")).toContain("已撤回");
    expect((await deliver()).map(([, template]) => template)).toEqual(["badgeRevoked", "badgeRevokedAnnounced"]);
    await say(owner, "进度 GMV 10万");
    // The group has heard of this target today.
    expect((await deliver()).map(([, template]) => template)).toEqual(["badgeEarned"]);
  });

  it("shows the day's value and the period's gap (S197)", async () => {
    const { owner } = await team();
    await buildGoal(world, { ownerId: owner.id });
    world.clock.set("2026-05-01T02:00:00Z");
    await say(owner, "进度 5000");
    await say(owner, "今日");
    const card = JSON.stringify(await deliver());
    expect(card).toContain("5,000 元");
    expect(card).toContain("还差 9.5 万元");
  });

  it("shows what is done and left of a rate (S203)", async () => {
    const { owner } = await team();
    const rate = { title: "转化率", accumulation: "last" as const, unit: "%", start: 30_000, target: 35_000 };
    await buildGoal(world, { ownerId: owner.id, keyResults: [rate] });
    expect(await say(owner, "进度 转化率 3.3%")).toContain("完成 60%");
    expect(await say(owner, "进度 转化率 3.3")).toContain("已升 0.3 个百分点，还差 0.2 个百分点");
  });

  it("tells a manager the team's average, best, furthest behind and silent (S201)", async () => {
    const { manager, owner } = await team();
    const other = await buildEmployee(world, { name: "王五", managerId: manager.id });
    await buildGoal(world, { ownerId: owner.id, keyResults: [{ current: 88_000 * 10_000, reportedOn: "2026-05-11" }] });
    await buildGoal(world, { ownerId: other.id, keyResults: [{ current: null }] });
    const text = await say(manager, "团队");
    expect(text).toContain("平均 88%");
    expect(text).toContain("最好：张三 88%");
    expect(text).toContain("最落后：王五");
    expect(await say(owner, "团队")).toContain("还没有团队成员");
  });

  it("praises a colleague in front of the team, but never oneself", async () => {
    const { manager, owner } = await team();
    expect(await say(manager, "表扬 @张三 发货又快又准")).toContain("已表扬");
    expect((await deliver()).map(([to, template]) => [to, template])).toEqual([
      ["张三", "praised"],
      ["群", "praiseAnnounced"],
    ]);
    expect(await say(owner, "表扬 @张三 我真棒")).toContain("不能表扬自己");
  });

  it("greets once with the privacy notice, however often the app is opened", async () => {
    const { owner } = await team();
    for (const event of ["subscribe", "enter", "enter"]) expect(await send(owner, { event })).toBeNull();
    const sent = await deliver();
    expect(sent.map(([, template]) => template)).toEqual(["welcome"]);
    expect(JSON.stringify(sent)).toContain("隐私说明");
  });

  it("sends what is too long for one message as several, in order, and loses nothing", async () => {
    const { owner } = await team();
    const cycleId = (await buildCycle(world)).id;
    const title = (index: number) => `第${index}个目标<${"长".repeat(90)}`;
    for (let index = 1; index <= 12; index++)
      await buildGoal(world, { ownerId: owner.id, cycleId, title: title(index), status: "draft" });
    expect(await say(owner, "我的目标")).toBeNull();
    await deliver();
    const texts = world.sent.map(({ notice }) => (notice.data.message as { text: string }).text);
    expect(texts.length).toBeGreaterThan(1);
    for (const text of texts) expect(Buffer.byteLength(escapeText(text))).toBeLessThanOrEqual(2048);
    for (let index = 1; index <= 12; index++) expect(texts.join("\n")).toContain(title(index));
  });

  it("answers by message where a name stands for an id, and takes nobody's own marks for one", async () => {
    const { manager, department } = await team();
    await buildEmployee(world, {
      name: null,
      wecomUserId: "wo001",
      departmentId: department.id,
      managerId: manager.id,
    });
    expect(await say(manager, "团队")).toBeNull();
    await deliver();
    const [answer] = world.sent.map(({ notice }) => (notice.data.message as { text: string }).text);
    expect(escapeText(answer ?? "")).toContain("$userName=wo001$");
    await buildGoal(world, { ownerId: manager.id });
    expect(await say(manager, "进度 \uE000wo001\uE001 \u202E12")).toContain("没有这一项");
    await say(manager, "新目标");
    await say(manager, "\uE000wo001\uE001的目标");
    expect(await say(manager, "新目标")).not.toContain("\uE000");
  });

  it("names in the group, where no id is translated, a person known by id only with a mention", async () => {
    const { manager, department } = await team();
    const nameless = { name: null, wecomUserId: "wo001", departmentId: department.id };
    await buildEmployee(world, nameless);
    await say(manager, "表扬 wo001 发货又快又准");
    await deliver();
    const announced = world.sent.find(({ notice }) => notice.template === "praiseAnnounced");
    const message = announced && composeNotice(announced, "http://127.0.0.1");
    expect(message).toEqual({ kind: "markdown", markdown: "<@wo001> 受到表扬\n> 来自 李明\n> 发货又快又准" });
  });

  it("answers strangers and nonsense clearly and changes nothing", async () => {
    const { owner } = await team();
    await buildGoal(world, { ownerId: owner.id });
    expect(await say({ wecomUserId: "stranger" }, "进度 5000")).toContain("还没有你的员工信息");
    expect(await say(owner, "你好呀")).toContain("没听懂");
    expect(await say(owner, "进度 GMV abc")).toContain("“abc”不是数字");
    expect(await say(owner, "进度 GMV 1.23456")).toContain("小数太多");
    expect(await world.db.read.count(CheckIn)).toBe(0);
  });
});
