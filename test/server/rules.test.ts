import { composeNotice } from "../../bot/composeNotice";
import { ensureMetrics } from "../../domain/metrics/ensureMetrics";
import { transact } from "../../domain/transact";
import { Badge, Metric, Objective, ruleKinds } from "../../entities";
import { deliverNotices } from "../../jobs/deliverNotices";
import { kinds } from "../../miniprogram/src/pages/rules/ruleKinds";
import { describeEngines } from "../engines";
import { buildCycle, buildDepartment, buildEmployee, buildGoal } from "../factories";
import { payLimits } from "../payLimits";
import { monday, openWorld, type World } from "../world";
import { ask, type Http, serveApi, tokenFor } from "./serveApi";

describeEngines("Rules for the phone", (engine) => {
  let world: World;
  let http: Http;
  let hr: string;
  let finance: string;
  let cycleId: string;
  let ownerId: string;
  beforeAll(async () => {
    world = await openWorld(engine);
    world.app.company.payLimits = payLimits;
    http = serveApi(world);
    cycleId = (await buildCycle(world)).id;
    const writer = await buildEmployee(world, { name: "何梅", roles: ["hr"] });
    ownerId = writer.id;
    hr = await tokenFor(world, writer);
    finance = await tokenFor(world, await buildEmployee(world, { name: "宋佳", roles: ["finance"] }));
    await transact(world.app, null, ensureMetrics);
  });
  afterAll(() => world.close());
  beforeEach(() => world.clock.set(monday));

  const metric = () => world.db.read.findOneByOrFail(Metric, {});
  const text = (metricId: string) => ({
    name: "稳定发货奖",
    kind: "streak",
    metricId,
    days: 5,
    least: "99",
    badgeCode: "teamwork",
    amountFen: 2_000,
    personMonthCap: 1,
    monthCap: 50,
  });
  const write = async (change: object = {}) =>
    (await ask(http, "POST /rules", hr).send({ ...text((await metric()).id), ...change })).body;

  it("are made of metrics, running goals of the company that all may read, departments and badges that are given", async () => {
    const running = await buildGoal(world, { cycleId, ownerId, level: "company", title: "双十一破亿" });
    await buildGoal(world, { cycleId, ownerId, level: "company", isRestricted: true });
    await buildGoal(world, { cycleId, ownerId, level: "company", status: "draft" });
    await buildGoal(world, { cycleId, ownerId, level: "person" });
    const team = await buildDepartment(world, { name: "运营部" });
    await buildDepartment(world, { name: "解散了的", archivedAt: monday });
    await world.db.transaction((db) => db.update(Badge, { code: "bright-idea" }, { isArchived: true }));
    const { body } = await ask(http, "GET /rules/choices", finance);
    await world.db.transaction((db) => db.update(Badge, { code: "bright-idea" }, { isArchived: false }));
    const { id, name, unit, direction } = await metric();
    expect(body.metrics).toContainEqual({ id, name, unit, direction });
    expect(body.objectives).toEqual([{ id: running.id, title: "双十一破亿" }]);
    expect(body.departments).toEqual([{ id: team.id, name: "运营部" }]);
    const codes = body.badges.map(({ code }: { code: string }) => code);
    expect(codes).toContain("teamwork");
    expect(codes).not.toContain("bright-idea");
    expect(body.limits).toEqual({ minFen: 100, maxFen: 20_000 });
  });

  it("offer no money where nothing is paid out", async () => {
    world.app.company.payLimits = undefined;
    const { body } = await ask(http, "GET /rules/choices", hr);
    world.app.company.payLimits = payLimits;
    expect(body.limits).toBeNull();
  });

  it("are shown with what they speak of by name, and who wrote and agreed to them", async () => {
    const rule = await write();
    const { id, name, unit, direction } = await metric();
    expect(rule).toMatchObject({
      state: "draft",
      metric: { id, name, unit, direction },
      least: "99",
      badge: { code: "teamwork", level: expect.any(Number), isArchived: false },
      objective: null,
      department: null,
      given: 0,
      writer: { name: "何梅" },
      approver: null,
    });
    await ask(http, `POST /rules/${rule.id}/start`, hr);
    await ask(http, `POST /rules/${rule.id}/approve`, finance);
    const { body } = await ask(http, `GET /rules/${rule.id}`, finance);
    expect(body).toMatchObject({ state: "active", approver: { name: "宋佳" }, abilities: { pause: false } });
    const list = (await ask(http, "GET /rules", finance)).body;
    expect(list.rules[0]).toEqual(body);
    expect(list.abilities).toEqual({ write: false });
    expect((await ask(http, "GET /rules", hr)).body.abilities).toEqual({ write: true });
  });

  it("are given back instead of agreed to, once, with a reason their writer reads until they are submitted again", async () => {
    const { id } = await write({ name: "退回奖" });
    const giveBack = (token: string, reason = "每次降到 10 元") =>
      ask(http, `POST /rules/${id}/return`, token).send({ reason });
    expect((await giveBack(finance)).body.code).toBe("rule.notWaiting");
    await ask(http, `POST /rules/${id}/start`, hr);
    expect((await ask(http, `GET /rules/${id}`, hr)).body.abilities).toMatchObject({ approve: false, return: false });
    expect((await ask(http, `GET /rules/${id}`, finance)).body.abilities).toMatchObject({
      approve: true,
      return: true,
    });
    for (const reason of [" ", "长".repeat(101)]) expect((await giveBack(finance, reason)).status).toBe(422);
    expect((await giveBack(hr)).body.code).toBe("rule.returnForbidden");
    for (let times = 0; times < 2; times++)
      expect((await giveBack(finance)).body).toMatchObject({
        state: "draft",
        returned: { by: { name: "宋佳" }, note: "每次降到 10 元" },
        approver: null,
        abilities: { return: false },
      });
    await deliverNotices(world.app);
    const heard = world.sent.filter(({ notice }) => notice.template === "ruleReturned");
    expect(heard.map(({ person }) => person?.id)).toEqual([ownerId]);
    expect(composeNotice(heard[0]!, world.app.company.publicUrl)).toMatchObject({
      text: "你写的自动奖励“退回奖”被 宋佳 退回，没有启用。理由：每次降到 10 元\n改好可以再提交。",
    });
    expect((await ask(http, `POST /rules/${id}/approve`, finance)).body.code).toBe("rule.notWaiting");
    const again = (await ask(http, `POST /rules/${id}/start`, hr)).body;
    expect(again).toMatchObject({ state: "waiting", returned: null });
  });

  it("say nothing of a goal that has become restricted", async () => {
    const goal = await buildGoal(world, { cycleId, ownerId, level: "company", title: "秘密" });
    const rule = await write({ kind: "campaignGoal", objectiveId: goal.id });
    expect(rule.objective).toEqual({ id: goal.id, title: "秘密" });
    await world.db.transaction((db) => db.update(Objective, goal.id, { isRestricted: true }));
    expect((await ask(http, `GET /rules/${rule.id}`, hr)).body.objective).toBeNull();
  });

  it("are previewed by who agrees to the money as well, and by nobody else", async () => {
    const { badgeCode, personMonthCap, monthCap } = text("");
    const query = `name=a&kind=ideaAccepted&badgeCode=${badgeCode}&personMonthCap=${personMonthCap}&monthCap=${monthCap}`;
    expect((await ask(http, `GET /rules/preview?${query}`, finance)).body).toMatchObject({ days: 90, gifts: 0 });
    const staff = await tokenFor(world, await buildEmployee(world));
    expect((await ask(http, `GET /rules/preview?${query}`, staff)).status).toBe(404);
  });

  it("of every kind take as many days as the phone says, and no more and no fewer", async () => {
    expect(Object.keys(kinds).sort()).toEqual([...ruleKinds].sort());
    for (const kind of ruleKinds) {
      const { days } = kinds[kind];
      if (!days) continue;
      expect(await write({ kind, days: days.least })).toMatchObject({ days: days.least });
      expect(await write({ kind, days: days.most })).toMatchObject({ days: days.most });
      expect(await write({ kind, days: days.most + 1 })).toMatchObject({ status: 422 });
      expect(await write({ kind, days: days.least - 1 })).toMatchObject({ status: 422 });
    }
  });

  it("are not there under another name", async () => {
    const { status, body } = await ask(http, "GET /rules/none", hr);
    expect([status, body.code]).toEqual([404, "rule.notFound"]);
  });
});
