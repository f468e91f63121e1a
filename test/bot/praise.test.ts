import type { Actor } from "../../domain/context";
import { findRecognitions } from "../../domain/recognition/findRecognitions";
import { Award, Conversation, Employee, Notice } from "../../entities";
import { describeEngines } from "../engines";
import { buildCycle, buildDepartment, buildEmployee } from "../factories";
import { openWorld, type World } from "../world";

describeEngines("Praise by picking from a list", (engine) => {
  let world: World;
  let messages = 0;
  let giver: Actor;
  beforeAll(async () => {
    world = await openWorld(engine);
    await buildCycle(world);
  });
  afterAll(() => world.close());
  beforeEach(async () => {
    await world.db.transaction(async (db) => {
      for (const Row of [Award, Conversation, Notice]) await db.createQueryBuilder().delete().from(Row).execute();
      await db.update(Employee, { name: "小王" }, { status: "left" });
    });
    const { id: departmentId } = await buildDepartment(world);
    const boss = await buildEmployee(world, { name: "李经理" });
    giver = await buildEmployee(world, { name: "张三", departmentId, managerId: boss.id });
    await buildEmployee(world, { name: "王五", departmentId, wecomUserId: `wangwu${++messages}` });
    await buildEmployee(world, { name: null, departmentId, wecomUserId: `wo${messages}` });
    await buildEmployee(world, { name: "走了", departmentId, status: "left" });
    await buildEmployee(world, { name: "别的部门" });
    await buildEmployee(world, { name: "小王" });
  });

  /** The answer, in the callback's response or owed. */
  const say = async (text: string) => {
    const before = new Set((await world.db.read.find(Notice)).map(({ id }) => id));
    const answer = await world.bot.receive({
      channel: "wecom",
      userId: giver.wecomUserId ?? "",
      key: `p${++messages}`,
      at: world.clock.now(),
      text,
    });
    if (answer?.kind === "text") return answer.text;
    const owed = (await world.db.read.find(Notice)).find(
      ({ id, template }) => !before.has(id) && template === "message",
    );
    return (owed?.data.message as { text: string } | undefined)?.text ?? "";
  };
  const awards = async () =>
    (await world.db.read.find(Award)).map(({ employeeId, reason }) => ({ employeeId, reason }));
  /** Numbers of the list by what stands behind them. */
  const numberOf = (list: string, part: string) =>
    /^\d+/.exec(list.split("\n").find((line) => line.includes(part))!)![0];

  it("lists colleagues, whoever they are known as, and takes number and reason in one line", async () => {
    const list = await say("表扬");
    expect(list.split("\n")).toHaveLength(1 + 3 + 1);
    expect(list).not.toMatch(/张三|走了|别的部门/);
    expect(await say(`${numberOf(list, "\uE000wo")} 发货又快又准`)).toMatch(/^已表扬 \uE000wo\d+\uE001/);
    expect(await awards()).toMatchObject([{ reason: "发货又快又准" }]);
  });

  it("asks for the reason when only the number came", async () => {
    const list = await say("表扬");
    expect(await say(numberOf(list, "王五"))).toMatch(/^表扬 王五 什么？/);
    expect(await say("耐心带新人")).toMatch(/^已表扬 王五/);
    expect(await awards()).toMatchObject([{ reason: "耐心带新人" }]);
  });

  it("does not take a figure or a number beyond the list for a choice", async () => {
    await say("表扬");
    for (const text of ["9 很好", "2.5万", "+3000", "0 好", "你好"])
      expect(await say(text)).toMatch(/^请回复 1 到 3 的数字和理由/);
    expect(await say("取消")).toBe("好，已取消。");
    expect(await awards()).toEqual([]);
  });

  it("forgets the list after ten minutes", async () => {
    const list = await say("表扬");
    world.clock.forward(601_000);
    expect(await say(`${numberOf(list, "王五")} 好`)).toMatch(/^没听懂/);
  });

  it("lets one of several with the same name be picked, with the reason that was said", async () => {
    const { id } = await buildEmployee(world, { name: "同名", wecomUserId: `same${messages}` });
    await buildEmployee(world, { name: "同名", wecomUserId: `other${messages}` });
    const list = await say("表扬 @同名 守时");
    expect(list).toMatch(/^有几位同名/);
    expect(await say(numberOf(list, "（same"))).toMatch(/^已表扬 同名/);
    expect(await awards()).toEqual([{ employeeId: id, reason: "守时" }]);
  });

  it("keeps the reason as it was written, and reads numbers of any width", async () => {
    const list = await say("表扬");
    const number = numberOf(list, "王五").replace(/\d/g, (digit) => "０１２３４５６７８９"[Number(digit)]!);
    await say(`${number}　快，准（真的）！①`);
    expect(await awards()).toMatchObject([{ reason: "快，准（真的）！①" }]);
  });

  it("closes the list when the praise is refused, and asks again only for a shorter reason", async () => {
    const choose = async (reason: string) => {
      const list = await say("表扬");
      return say(`${numberOf(list, "王五")} ${reason}`);
    };
    expect(await choose("长".repeat(101))).toContain("请写 1 到 100 个字");
    expect(await say("9 很好")).toMatch(/^请回复 1 到 3/);
    for (let times = 0; times < 5; times++) expect(await choose("好")).toMatch(/^已表扬/);
    expect(await choose("好")).toMatch(/^这个月已经表扬过/);
    expect(await say("9 很好")).toMatch(/^没听懂/);
  });

  it("goes on with a goal that was half-written", async () => {
    await say("新目标");
    const list = await say("表扬");
    await say(`${numberOf(list, "王五")} 好`);
    expect(await say("把店铺做成类目第一")).toMatch(/^第 2 步/);
  });

  it.each([
    ["after the name", "表扬 @小王 #诚信 今天帮我补班"],
    ["at the end, of full width", "表扬 @小王 今天帮我补班　＃诚信"],
    ["closed like a topic", "表扬 @小王 #诚信# 今天帮我补班"],
    ["over lines", "表扬 @小王 今天帮我补班\n#诚信"],
  ])("stands for the value it is tagged with: %s", async (_, line) => {
    expect(await say(line)).toMatch(/^已表扬 小王/);
    const [wall] = await findRecognitions(world.db.read, {});
    expect(wall!.award).toMatchObject({ reason: "今天帮我补班", value: "诚信" });
  });

  it("stands for a value too where the colleague was picked from the list", async () => {
    const list = await say("表扬");
    await say(`${numberOf(list, "王五")} #激情 发货又快又准`);
    expect(await world.db.read.find(Award)).toMatchObject([{ reason: "发货又快又准", value: "激情" }]);
  });

  it("names the company's values where the tag is none of them, and praises nobody", async () => {
    const answer = await say("表扬 @小王 #躺平 今天帮我补班");
    expect(answer).toBe("没有“躺平”这条价值观，请从这些里选：客户第一、团队协作、拥抱变化、诚信、激情、敬业。");
    expect(await say("表扬 @小王 #诚信")).toMatch(/^请写上理由/);
    expect(await awards()).toEqual([]);
    expect(await say("帮助")).toContain("#价值观");
  });

  it("leaves a sign that is no tag in the reason", async () => {
    for (const reason of ["修好了 #1024", "#1 销售", "工单#诚信 补好了", "C# 写得好"])
      await say(`表扬 @小王 ${reason}`);
    expect((await world.db.read.find(Award)).map(({ reason, value }) => [reason, value]).sort()).toEqual(
      [
        ["修好了 #1024", null],
        ["#1 销售", null],
        ["工单#诚信 补好了", null],
        ["C# 写得好", null],
      ].sort(),
    );
  });

  it("says how where there are no colleagues to list", async () => {
    giver = await buildEmployee(world, { name: "独一人" });
    expect(await say("表扬")).toMatch(/^请发“表扬 @名字 理由”/);
  });
});
