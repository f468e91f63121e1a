import { composeNotice } from "../../bot/composeNotice";
import type { Inbound } from "../../bot/Inbound";
import type { Actor } from "../../domain/context";
import { editGoal } from "../../domain/goals/editGoal";
import { transact } from "../../domain/transact";
import { KeyResult, Objective } from "../../entities";
import { deliverNotices } from "../../jobs/deliverNotices";
import { describeEngines } from "../engines";
import { buildCycle, buildEmployee, buildGoal } from "../factories";
import { monday, openWorld, type World } from "../world";

describeEngines("A goal that was given back", (engine) => {
  let world: World;
  let owner: Actor;
  let manager: Actor;
  let cycleId: string;
  let messages = 0;
  beforeAll(async () => {
    world = await openWorld(engine);
    cycleId = (await buildCycle(world, { name: "2026年5月" })).id;
  });
  afterAll(() => world.close());
  beforeEach(async () => {
    world.clock.set(monday);
    manager = await buildEmployee(world);
    owner = await buildEmployee(world, { managerId: manager.id });
  });

  const send = async (person: Actor, part: Partial<Inbound>) => {
    world.clock.forward(1000);
    const common = { channel: "wecom", userId: person.wecomUserId ?? "", at: world.clock.now() } as const;
    const answer = await world.bot.receive({ ...common, key: `g${++messages}`, ...part });
    return answer?.kind === "text" ? answer.text : "";
  };
  const say = (text: string) => send(owner, { text });
  const press = (key: string, option: string) =>
    send(manager, { button: { key, responseCode: `g${messages}`, choices: { returnReason: [option] } } });
  const goals = () => world.db.read.find(Objective, { where: { ownerId: owner.id }, order: { id: "ASC" } });
  const keyResultsOf = (objectiveId: string) =>
    world.db.read.find(KeyResult, { where: { objectiveId }, order: { sequence: "ASC" } });

  async function returned() {
    for (const line of ["新目标", "冲第一", "1", "GMV 做到 100万元", "差评率 从3%降到1%", "完成"]) await say(line);
    const [{ id } = { id: "" }] = await goals();
    await press(`goal.return:${id}`, "tooLow");
    return id;
  }

  it("is put right and submitted again by 新目标, as the message says", async () => {
    const id = await returned();
    world.sent.length = 0;
    await deliverNotices(world.app);
    const told = world.sent.map((delivery) => composeNotice(delivery, "http://x"));
    expect(JSON.stringify(told)).toContain("发“新目标”接着改，改好再提交");

    const guide = await say("新目标");
    for (const part of ["理由：目标偏低", "《冲第一》", "KR1 GMV 100 万元", "KR2 差评率 3% → 1%"])
      expect(guide).toContain(part);
    expect(await say("改1 GMV 做到 120万元")).toContain("KR1 GMV 120 万元");
    expect(await say("改6 GMV 做到 120万元")).toContain("KR3 改6 GMV");
    expect(await say("删3")).not.toContain("KR3");
    expect(await say("改2 做得更好")).toContain("还缺一个数字");
    expect(await say("改名 稳居第一")).toContain("《稳居第一》");
    expect(await say("完成")).toBe("《稳居第一》已提交，审批后会通知你。");

    expect(await goals()).toMatchObject([{ id, title: "稳居第一", status: "submitted" }]);
    expect(await keyResultsOf(id)).toMatchObject([
      { title: "GMV", kind: "increase", accumulation: "sum", start: 0, target: 12_000_000_000, weight: 5000 },
      { title: "差评率", kind: "decrease", accumulation: "last", start: 30_000, target: 10_000, weight: 5000 },
    ]);
    expect(await press(`goal.approve:${id}`, "")).toBe("");
    expect((await goals())[0]?.status).toBe("active");
    expect(await say("新目标")).toContain("第 1 步");
  });

  it("stays as it was when that is cancelled, and can be taken up again", async () => {
    const id = await returned();
    await say("新目标");
    expect(await say("删1")).not.toContain("GMV 100 万元");
    expect(await say("新目标")).toContain("接着上次的写");
    expect(await say("取消")).toBe("好，已取消。");
    expect(await keyResultsOf(id)).toHaveLength(2);
    expect(await say("新目标")).toContain("KR1 GMV 100 万元");
  });

  it("makes way for a new goal where that is what is wanted", async () => {
    const id = await returned();
    await say("新目标");
    expect(await say("另写")).toContain("第 1 步");
    for (const line of ["带好新人", "1", "带教 做到 3人"]) await say(line);
    expect(await say("完成")).toContain("《带好新人》已提交");
    expect(await goals()).toMatchObject([
      { id, status: "returned" },
      { title: "带好新人", status: "submitted" },
    ]);
  });

  it("is not overwritten where it was changed elsewhere meanwhile", async () => {
    const id = await returned();
    await say("新目标");
    const [{ version } = { version: 0 }] = await goals();
    await transact(world.app, owner, (ctx) => editGoal(ctx, id, { version, title: "网页上改的" }));
    expect(await say("完成")).toContain("已经在别处改过了");
    expect(await goals()).toMatchObject([{ title: "网页上改的", status: "returned" }]);
    expect(await say("新目标")).toContain("《网页上改的》");
  });

  it("keeps its weights while none is added or dropped, and is not offered once its cycle is over", async () => {
    const keyResults = [
      { title: "GMV", weight: 7000 },
      { title: "订单", weight: 3000 },
    ];
    const { id } = await buildGoal(world, { ownerId: owner.id, cycleId, status: "returned", keyResults });
    await say("新目标");
    await say("改2 订单 做到 500单");
    await say("完成");
    expect((await keyResultsOf(id)).map(({ weight }) => weight)).toEqual([7000, 3000]);
    const past = await buildCycle(world, { startsOn: "2026-04-01", endsOn: "2026-04-30" });
    await buildGoal(world, { ownerId: owner.id, cycleId: past.id, status: "returned" });
    expect(await say("新目标")).toContain("第 1 步");
  });
});
