import { composeNotice } from "../../bot/composeNotice";
import type { Card, Message } from "../../bot/Message";
import { wordsFor } from "../../bot/say";
import type { Actor } from "../../domain/context";
import { acceptIdea } from "../../domain/ideas/acceptIdea";
import { measureIdea } from "../../domain/ideas/measureIdea";
import { planEffect } from "../../domain/ideas/planEffect";
import { dailyIdeas, sendIdea } from "../../domain/ideas/sendIdea";
import { undoIdea } from "../../domain/ideas/undoIdea";
import { withdrawIdea } from "../../domain/ideas/withdrawIdea";
import { ensureMetrics } from "../../domain/metrics/ensureMetrics";
import { importMetricValues } from "../../domain/metrics/importMetricValues";
import { newId } from "../../domain/newId";
import { findActor } from "../../domain/people/findActor";
import { transact } from "../../domain/transact";
import { Deputy, Event, Idea, Metric, Notice, RoleGrant } from "../../entities";
import { deliverNotices } from "../../jobs/deliverNotices";
import { measureIdeas } from "../../jobs/measureIdeas";
import { runOnce } from "../../jobs/runOnce";
import { describeEngines } from "../engines";
import { buildDepartment, buildEmployee } from "../factories";
import { ask, serveApi, tokenFor } from "../server/serveApi";
import { monday, openWorld, type World } from "../world";

const words = "把赠品换成试用装，退货会少";

describeEngines("Ideas", (engine) => {
  let world: World;
  let keys = 0;
  let cast: Record<"root" | "manager" | "author" | "deputy" | "peer" | "hr", Awaited<ReturnType<typeof buildEmployee>>>;
  let departmentId: string;

  beforeAll(async () => {
    world = await openWorld(engine);
    await transact(world.app, null, (work) => ensureMetrics(work));
  });
  afterAll(() => world.close());
  beforeEach(async () => {
    world.clock.set(monday);
    await world.db.transaction(async (db) => {
      for (const Row of [Idea, Notice, Deputy, RoleGrant]) await db.createQueryBuilder().delete().from(Row).execute();
    });
    departmentId = (await buildDepartment(world, { chatId: "team" })).id;
    const root = await buildEmployee(world, { name: "陈总" });
    const manager = await buildEmployee(world, { name: "李经理", managerId: root.id });
    const under = { managerId: manager.id, departmentId };
    cast = {
      root,
      manager,
      author: await buildEmployee(world, { name: "王芳", ...under }),
      peer: await buildEmployee(world, { name: "赵六", ...under }),
      deputy: await buildEmployee(world, { name: "周燕", managerId: root.id }),
      hr: await buildEmployee(world, { name: "人事", roles: ["hr"] }),
    };
  });
  type Who = keyof typeof cast;

  const actor = async (who: Who): Promise<Actor> => (await findActor(world.db.read, cast[who].id))!;
  const receive = async (who: Who, part: object) => {
    world.clock.forward(1);
    const answer = await world.bot.receive({
      channel: "wecom",
      userId: cast[who].wecomUserId ?? "",
      key: `k${++keys}`,
      at: world.clock.now(),
      ...part,
    });
    return answer ?? (await lastOwed(who));
  };
  const lastOwed = async (who: Who): Promise<Message> => {
    const notice = await world.db.read.findOneOrFail(Notice, {
      where: { employeeId: cast[who].id, createdAt: world.clock.now() },
      order: { id: "DESC" },
    });
    return (notice.data.message ?? { kind: "card", card: notice.data.card }) as Message;
  };
  const say = async (who: Who, text: string) => shown(await receive(who, { text }));
  const press = async (who: Who, action: string, id: string, reason?: string) =>
    shown(
      await receive(who, {
        button: {
          key: `idea.${action}:${id}`,
          responseCode: `c${keys}`,
          choices: reason ? { returnReason: [reason] } : {},
        },
      }),
    );
  const idea = () => world.db.read.findOneByOrFail(Idea, {});
  const delivered = async () => {
    world.sent.length = 0;
    await deliverNotices(world.app);
    return world.sent
      .filter(({ notice }) => notice.template.startsWith("idea"))
      .flatMap((delivery) => {
        const message = composeNotice(delivery, "http://x");
        return message ? [[delivery.person?.name ?? "team", delivery.notice.template, shown(message)]] : [];
      });
  };
  const suggest = async (text = words) => {
    await say("author", `建议 ${text}`);
    return (await idea()).id;
  };

  it("go to whoever decides, with buttons that accept them, and are announced to the team", async () => {
    expect(await say("author", `建议：${words}`)).toBe(wordsFor("idea.sent"));
    expect(await delivered()).toEqual([["李经理", "ideaSent", "[采纳 退回]"]]);
    const { id } = await idea();
    expect(await press("manager", "accept", id)).toBe("[撤销（10分内）]");
    expect(await press("manager", "accept", id)).toBe("[撤销（10分内）]");
    expect(await delivered()).toEqual([
      ["王芳", "ideaAccepted", "你的建议“把赠品换成试用装，退货会少”被 李经理 采纳了，谢谢你！"],
      ["team", "ideaAnnounced", `**王芳** 的建议被采纳\n> ${words}`],
    ]);
    expect(await idea()).toMatchObject({ state: "accepted", decidedById: cast.manager.id });
    expect(await say("author", "我的建议")).toContain("本季度已采纳 1 条，还差 1 条");
    expect(await world.db.read.countBy(Event, { name: "idea.accepted", subjectId: id })).toBe(1);
  });

  it("are one, however often the same words come", async () => {
    const id = await suggest();
    await say("author", `建议 ${words}`);
    expect(await world.db.read.find(Idea)).toMatchObject([{ id }]);
    expect(await world.db.read.countBy(Notice, { template: "ideaSent" })).toBe(1);
  });

  it("are counted one after the other when they come at once", async () => {
    const author = await findActor(world.db.read, cast.author.id);
    const send = (text: string) => transact(world.app, author!, (ctx) => sendIdea(ctx, text));
    await Promise.allSettled(Array.from({ length: 6 }, () => send(words)));
    expect(await world.db.read.countBy(Idea, { text: words })).toBe(1);
    await Promise.allSettled(Array.from({ length: 16 }, (_, index) => send(`第 ${index} 条不同的建议`)));
    expect(await world.db.read.count(Idea)).toBe(dailyIdeas);
  });

  it("have 5 to 300 characters, and ten a day", async () => {
    expect(await say("author", "建议 太短了啊")).toBe(wordsFor("idea.text", { least: 5, most: 300 }));
    expect(await say("author", `建议 ${"长".repeat(301)}`)).toBe(wordsFor("idea.text", { least: 5, most: 300 }));
    expect(await say("author", "建议")).toBe(wordsFor("idea.how"));
    for (let times = 0; times < 10; times++) await suggest(`第 ${times} 条建议`);
    expect(await say("author", "建议 再来一条建议")).toBe(wordsFor("idea.tooMany", { most: 10 }));
    expect(await world.db.read.countBy(Idea, {})).toBe(10);
  });

  it("come back with a reason, chosen or written", async () => {
    const id = await suggest();
    expect(await press("manager", "return", id)).toBe(wordsFor("idea.chooseReason"));
    expect(await press("manager", "return", id, "other")).toBe(wordsFor("idea.writeReason", { minutes: 10 }));
    expect(await say("manager", "仓库里还有三个月的赠品")).toBe(wordsFor("idea.returnedByYou"));
    expect((await delivered()).find(([to]) => to === "王芳")).toEqual([
      "王芳",
      "ideaReturned",
      "你的建议“把赠品换成试用装，退货会少”被 李经理 退回。理由：仓库里还有三个月的赠品",
    ]);
    expect(await press("manager", "undo", id)).toBe("[采纳 退回]");
    expect(await press("manager", "return", id, "later")).toBe("[撤销（10分内）]");
    expect(await idea()).toMatchObject({ state: "returned", note: "现在不合适，以后再看" });
    expect(await press("manager", "accept", id)).toBe(wordsFor("idea.decided"));
  });

  it("can be taken back for ten minutes by whoever decided, and say so where it was heard", async () => {
    const id = await suggest();
    await press("manager", "accept", id);
    await delivered();
    expect(await press("root", "undo", id)).toBe(wordsFor("idea.undoForbidden"));
    world.clock.forward(590_000);
    expect(await press("manager", "undo", id)).toBe("[采纳 退回]");
    expect(await press("manager", "undo", id)).toBe("[采纳 退回]");
    expect((await delivered()).map(([to, template]) => [to, template])).toEqual([
      ["王芳", "ideaUndone"],
      ["team", "ideaUndoneAnnounced"],
    ]);
    expect(await idea()).toMatchObject({ state: "open", decidedById: null, decidedAt: null });
    await press("manager", "accept", id);
    world.clock.forward(601_000);
    expect(await press("manager", "undo", id)).toBe(wordsFor("idea.undoTooLate", { minutes: 10 }));
  });

  it("that were decided last are what 撤回 takes back, and nothing else", async () => {
    const id = await suggest();
    await say("manager", `表扬 @${cast.author.wecomUserId} 主意多`);
    await press("manager", "accept", id);
    expect(await say("manager", "撤回")).toBe(wordsFor("idea.takenBack", { name: "王芳" }));
    expect(await idea()).toMatchObject({ state: "open" });
    expect(await say("manager", "撤回")).toBe(wordsFor("praise.takenBack", { name: "王芳" }));
    expect(await say("manager", "撤回")).toBe(wordsFor("nothing.toTakeBack"));
  });

  it("are taken back by their author with 撤回 while nobody has decided, and ask nobody any more", async () => {
    const id = await suggest();
    expect(await say("author", "撤回")).toBe(wordsFor("idea.withdrawnByYou", { text: words }));
    expect(await idea()).toMatchObject({ state: "withdrawn" });
    expect(await say("author", "撤回")).toBe(wordsFor("nothing.toTakeBack"));
    expect(await press("manager", "accept", id)).toBe(wordsFor("idea.isWithdrawn"));
    world.sent.length = 0;
    await deliverNotices(world.app);
    const asked = world.sent.find(({ notice }) => notice.template === "ideaSent")!;
    expect(composeNotice(asked, "http://x")).toBeUndefined();
    const again = (await suggest(`${words}！`)) && (await world.db.read.findOneByOrFail(Idea, { state: "open" })).id;
    await press("manager", "accept", again);
    expect(await say("author", "撤回")).toBe(wordsFor("nothing.toTakeBack"));
    const by = await actor("author");
    const late = transact(world.app, by, (ctx) => withdrawIdea(ctx, again));
    await expect(late).rejects.toMatchObject({ code: "idea.decided" });
  });

  it("are not announced when they were taken back before anybody heard", async () => {
    const id = await suggest();
    await press("manager", "accept", id);
    await press("manager", "undo", id);
    expect((await delivered()).map(([, template]) => template)).toEqual(["ideaSent"]);
  });

  it.each([
    ["author", wordsFor("idea.acceptForbidden")],
    ["peer", wordsFor("idea.notFound")],
    ["hr", wordsFor("idea.acceptForbidden")],
    ["deputy", wordsFor("idea.notFound")],
    ["manager", "[撤销（10分内）]"],
    ["root", "[撤销（10分内）]"],
  ] as [Who, string][])("pressed by the %s answer %s", async (who, answer) => {
    expect(await press(who, "accept", await suggest())).toBe(answer);
  });

  it("wait for the deputy while the manager is away, are said to stand in, and never for one the author named", async () => {
    const name = (employeeId: string, deputyId: string) =>
      world.db.transaction((db) =>
        db.insert(Deputy, {
          id: newId(world.clock.now()),
          ...{ employeeId, deputyId, startsOn: "2026-05-11", endsOn: "2026-05-12", createdAt: world.clock.now() },
        }),
      );
    await name(cast.manager.id, cast.deputy.id);
    await suggest();
    expect(await delivered()).toEqual([["周燕", "ideaSent", "[采纳 退回]"]]);
    expect((world.sent[0]!.facts as { idea: { asked: object } }).idea.asked).toMatchObject({
      onBehalfOf: { name: "李经理" },
    });
    const waiting = async (who: Who) => {
      const { body } = await ask(serveApi(world), "GET /ideas?scope=waiting", await tokenFor(world, cast[who]));
      return [body.ideas.length, body.waiting];
    };
    expect([await waiting("deputy"), await waiting("manager"), await waiting("root")]).toEqual([
      [1, 1],
      [0, 0],
      [0, 0],
    ]);
    world.clock.forward(2 * 86_400_000);
    expect([await waiting("deputy"), await waiting("manager")]).toEqual([
      [0, 0],
      [1, 1],
    ]);
    world.clock.forward(-2 * 86_400_000);
    await name(cast.author.id, cast.deputy.id);
    expect([await waiting("deputy"), await waiting("root")]).toEqual([
      [0, 0],
      [1, 1],
    ]);
    expect(await press("deputy", "accept", (await idea()).id)).toBe(wordsFor("idea.acceptForbidden"));
  });

  it("are decided once when two who may decide press at the same time", async () => {
    const id = await suggest();
    const [manager, root] = [await actor("manager"), await actor("root")];
    const answers = await Promise.allSettled(
      [manager, root].map((by) => transact(world.app, by, (ctx) => acceptIdea(ctx, id))),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(await world.db.read.countBy(Event, { name: "idea.accepted", subjectId: id })).toBe(1);
    expect(await world.db.read.countBy(Notice, { template: "ideaAccepted", subjectId: id })).toBe(1);
  });

  it("wait for one person each, who may decide on all of them, and are read by nobody they are not for", async () => {
    await suggest();
    await say("root", "建议 我也有一条建议");
    const http = serveApi(world);
    const waiting: Record<string, string[]> = {};
    for (const who of Object.keys(cast) as Who[]) {
      const token = await tokenFor(world, cast[who]);
      const { body } = await ask(http, "GET /ideas?scope=waiting", token);
      waiting[who] = body.ideas.map(({ author }: { author: { name: string } }) => author.name);
      for (const one of body.ideas) expect(one.abilities).toMatchObject({ accept: true, return: true });
      for (const { id, authorId } of await world.db.read.find(Idea)) {
        const { status, body: own } = await ask(http, `GET /ideas/${id}`, token);
        const isMine = authorId === cast[who].id;
        expect(status === 200 || body.ideas.every((one: { id: string }) => one.id !== id)).toBe(true);
        if (status === 200 && !isMine && who !== "hr") expect(own.abilities.accept).toBe(true);
        if (isMine)
          expect(own.abilities).toEqual({ withdraw: true, accept: false, return: false, undo: false, plan: false });
      }
    }
    expect(waiting).toEqual({ root: [], manager: ["王芳"], author: [], peer: [], deputy: [], hr: ["陈总"] });
  });

  it("of the one at the top go to HR, and to nobody below", async () => {
    expect(await say("root", `建议 ${words}`)).toBe(wordsFor("idea.sent"));
    expect((await delivered())[0]).toEqual(["人事", "ideaSent", "[采纳 退回]"]);
    expect(await press("hr", "accept", (await idea()).id)).toBe("[撤销（10分内）]");
  });

  describe("have an effect", () => {
    let metric: Metric;
    beforeEach(async () => {
      metric = await world.db.read.findOneByOrFail(Metric, { code: "conversion" });
      world.clock.set("2026-04-27T02:00:00Z");
      const id = await suggest();
      await transact(world.app, await actor("manager"), (ctx) => acceptIdea(ctx, id));
    });
    const load = (values: Record<string, string>, subjectId = departmentId) =>
      transact(world.app, null, (work) =>
        importMetricValues(work, {
          metricCode: metric.code,
          subjectKind: subjectId === "" ? "company" : "department",
          subjectId,
          source: "导入",
          rows: Object.entries(values).map(([day, value], row) => ({ row, day, value })),
        }),
      );
    const plan = { startedOn: "2026-05-04", days: 3 };
    const planBy = async (who: Who, changes = {}) => {
      const { id } = await idea();
      return transact(world.app, await actor(who), (ctx) =>
        planEffect(ctx, id, { ...plan, metricId: metric.id, ...changes }),
      );
    };
    const measure = async (day: string) => {
      const slot = new Date(`${day}T05:20:00+08:00`);
      world.clock.set(slot);
      const ran = await Promise.all([1, 2, 3].map(() => runOnce(world.app, measureIdeas, slot)));
      expect(ran.filter(Boolean)).toHaveLength(1);
      world.clock.set(`${day}T10:00:00+08:00`);
      return delivered();
    };
    const figures = {
      ...{ "2026-05-01": "1.7", "2026-05-02": "1.8", "2026-05-03": "1.9" },
      ...{ "2026-05-04": "2.9", "2026-05-05": "3", "2026-05-06": "3.1" },
    };

    it("that is measured once the days are over, and told to author and manager once", async () => {
      world.clock.set("2026-05-06T12:00:00Z");
      await load(figures);
      await load({ "2026-05-05": "9" }, "");
      await planBy("manager");
      expect(await idea()).toMatchObject({ subjectKind: "department", subjectId: departmentId });
      expect((await measure("2026-05-06")).map(([, template]) => template)).not.toContain("ideaMeasured");
      const told = await measure("2026-05-07");
      expect(told).toEqual([
        [
          "王芳",
          "ideaMeasured",
          "你的建议“把赠品换成试用装，退货会少”的效果：转化率 +1.2 个百分点（1.8% → 3%，5月4日起，前后各 3 天）。",
        ],
        ["李经理", "ideaMeasured", expect.stringMatching(/^王芳 的建议.*转化率 \+1\.2 个百分点/)],
      ]);
      expect(await idea()).toMatchObject({ beforeScaled: 18_000, afterScaled: 30_000 });
      expect(await measure("2026-05-08")).toEqual([]);
      const { id } = await idea();
      expect(await transact(world.app, null, (work) => measureIdea(work, id))).toBe(false);
      expect(await say("author", "我的建议")).toContain("已采纳，转化率 +1.2 个百分点");
    });

    it("that is told of sums as so much a day, to two decimals, in chat and on the phone", async () => {
      metric = await world.db.read.findOneByOrFail(Metric, { code: "gmv" });
      world.clock.set("2026-05-06T12:00:00Z");
      await load({
        ...{ "2026-05-01": "20000", "2026-05-02": "20000", "2026-05-03": "20000.01" },
        ...{ "2026-05-04": "2500.25", "2026-05-05": "2500.5", "2026-05-06": "2524.5" },
      });
      await planBy("manager");
      const [told] = await measure("2026-05-12");
      expect(told?.[2]).toMatch(/效果：GMV 日均 -17,491\.58 元（-87\.5%）（2 万元 → 2,508\.42 元，/);
      const { id } = await idea();
      const view = (await ask(serveApi(world), `GET /ideas/${id}`, await tokenFor(world, cast.author))).body.effect;
      expect(view).toMatchObject({
        metric: { isPerDay: true },
        before: "20000",
        after: "2508.42",
        change: "-17491.58",
      });
    });

    it("that is not guessed where half of the figures are missing", async () => {
      world.clock.set("2026-05-06T12:00:00Z");
      await load({ "2026-05-01": "1.7", "2026-05-05": "3", "2026-05-06": "3.1" });
      await planBy("manager");
      expect((await measure("2026-05-09")).map(([, template]) => template)).not.toContain("ideaMeasured");
      expect((await measure("2026-05-11"))[0]?.[2]).toMatch(/还算不出效果：转化率 的数据不够/);
      expect(await idea()).toMatchObject({ beforeScaled: null, measuredAt: expect.any(Date) });
      // A new plan is measured anew, the same again is not.
      await planBy("manager");
      expect(await idea()).toMatchObject({ measuredAt: expect.any(Date) });
      await planBy("manager", { startedOn: "2026-05-05" });
      expect(await idea()).toMatchObject({ measuredAt: null });
    });

    it("that only who decides may ask for, of an idea that was accepted, on days that make sense", async () => {
      for (const who of ["author", "peer", "hr"] as const)
        await expect(planBy(who)).rejects.toMatchObject({ code: "idea.planForbidden" });
      await expect(planBy("manager", { startedOn: "2026-04-26" })).rejects.toMatchObject({ code: "idea.startedOn" });
      await expect(planBy("manager", { days: 91 })).rejects.toMatchObject({ code: "idea.days" });
      await expect(planBy("manager", { metricId: "none" })).rejects.toMatchObject({ code: "idea.noMetric" });
      const { id } = await idea();
      await transact(world.app, await actor("manager"), (ctx) => undoIdea(ctx, id));
      await expect(planBy("manager")).rejects.toMatchObject({ code: "idea.notAccepted" });
    });
  });

  it("count for the quarter they were sent in, for everybody to see", async () => {
    const accept = async (text: string) => {
      const author = await actor("author");
      const { id } = await transact(world.app, author, (ctx) => sendIdea(ctx, text));
      return async () => transact(world.app, await actor("manager"), (ctx) => acceptIdea(ctx, id));
    };
    world.clock.set("2026-06-30T15:59:59Z");
    const late = await accept("第二季度的最后一条");
    world.clock.set("2026-06-30T16:00:00Z");
    await late();
    await (await accept("第三季度的第一条"))();
    await (await accept("第三季度的第二条"))();
    await accept("没有人理的一条");
    const counts = async (on: string) => {
      const { body } = await ask(serveApi(world), `GET /ideas/quarter?on=${on}`, await tokenFor(world, cast.peer));
      return body;
    };
    expect(await counts("2026-04-01")).toMatchObject({
      ...{ startsOn: "2026-04-01", endsOn: "2026-06-30", aim: 2 },
      people: [{ name: "王芳", valid: 1, isReached: false }],
    });
    expect(await counts("2026-09-30")).toMatchObject({ people: [{ name: "王芳", valid: 2, isReached: true }] });
  });

  it("are read in a fixed number of statements", async () => {
    const http = serveApi(world);
    const token = await tokenFor(world, cast.manager);
    const count = async () => {
      world.statements.length = 0;
      expect((await ask(http, "GET /ideas?scope=waiting", token)).status).toBe(200);
      return world.statements.length;
    };
    await suggest();
    const one = await count();
    for (let times = 0; times < 5; times++) await suggest(`第 ${times} 条建议`);
    await say("peer", "建议 我也有一条建议");
    expect(await count()).toBe(one);
  });
});

function shown(message: Message): string {
  if (message.kind === "text") return message.text;
  if (message.kind === "markdown") return message.markdown;
  if (message.kind === "link") return message.title;
  const { done, buttons = [], title }: Card = message.card;
  return `[${done ?? (buttons.map(({ text }) => text).join(" ") || title)}]`;
}
