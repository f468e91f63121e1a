import { Approval, Award, CheckIn, Comment, Deputy, Event, Objective } from "../../entities";
import { describeBrowser } from "../browser";
import { describeEngines } from "../engines";
import { type Phone, PhoneDemo } from "./PhoneDemo";

interface Proposed {
  id: string;
  title: string;
}

describeBrowser("A button that is pressed twice, and whose first answer is lost on its way", () => {
  describeEngines("does it once", (engine) => {
    let demo: PhoneDemo;
    let phone: Phone;
    beforeAll(async () => {
      demo = await PhoneDemo.start(engine);
    }, 60_000);
    afterAll(() => demo?.stop());
    afterEach(() => phone.page.unrouteAll({ behavior: "wait" }));

    const phones = new Map<string, Phone>();
    /** A phone loads the pages once only. */
    async function take(userId: string): Promise<Phone> {
      phone = phones.get(userId) ?? (await demo.phoneOf(userId));
      phones.set(userId, phone);
      return phone;
    }

    const idOf = async (userId: string) => (await demo.person(userId)).id;
    const count = <Row extends object>(Entity: new () => Row, where: Partial<Record<keyof Row, unknown>>) =>
      demo.db.read.countBy(Entity, where as never);

    /** Goals of a colleague that wait for their lead. */
    async function proposeFor(userId: string, ...titles: string[]): Promise<Proposed[]> {
      const owner = await take(userId);
      const { cycles } = await owner.get<{ cycles: { id: string }[] }>("/me/proposal");
      const keyResults = [{ title: "订单", kind: "increase", target: "300", unit: "单" }];
      const body = { cycleId: cycles[0]!.id, keyResults, submit: true };
      return Promise.all(titles.map((title) => owner.post<Proposed>("/goals", { ...body, title })));
    }

    /** The server does what it is first asked, and the phone never hears of it. @returns the keys it asks with */
    async function loseFirstAnswer(path: string | RegExp): Promise<(string | null)[]> {
      const keys: (string | null)[] = [];
      const url = typeof path === "string" ? `**/api/v1${path}` : path;
      await phone.page.route(url, async (route) => {
        if (route.request().method() === "GET") return route.fallback();
        keys.push(await route.request().headerValue("idempotency-key"));
        if (keys.length > 1) return route.continue();
        await route.fetch();
        await route.abort();
      });
      return keys;
    }
    const expectOneKey = (keys: (string | null)[]) => {
      expect(keys).toHaveLength(2);
      expect(keys[0]).toBeTruthy();
      expect(keys[1]).toBe(keys[0]);
    };
    const card = (title: string) => phone.page.locator(".card", { hasText: title });

    it("proposes", async () => {
      await take("chenxue");
      const { page } = phone;
      const keys = await loseFirstAnswer("/goals");
      await phone.open("propose/index");
      await page.getByLabel("目标", { exact: true }).fill("只提一次的目标做到 300 单");
      await page.getByLabel("看什么").first().fill("订单");
      await page.getByLabel("到", { exact: true }).first().fill("300");
      await page.getByText("去掉").last().click();
      await page.getByText("提交审批").dblclick();
      await page.getByText("等 周燕 审批").waitFor();
      expectOneKey(keys);
      expect(await count(Objective, { title: "只提一次的目标做到 300 单" })).toBe(1);
    });

    it("approves, and takes it back", async () => {
      const [goal] = await proposeFor("chenxue", "等通过的目标");
      await take("zhouyan");
      const keys = await loseFirstAnswer(`/goals/${goal!.id}/approve`);
      const undoKeys = await loseFirstAnswer(`/goals/${goal!.id}/undo-approval`);
      await phone.open("approvals/index");
      await card(goal!.title).getByText("通过", { exact: true }).dblclick();
      await card(goal!.title).getByText("已通过").waitFor();
      expect(await count(Approval, { objectiveId: goal!.id, decision: "approved" })).toBe(1);
      await card(goal!.title).getByText("撤销（还有").dblclick();
      await card(goal!.title).getByText("通过", { exact: true }).waitFor();
      expectOneKey(keys);
      expectOneKey(undoKeys);
      expect(await count(Event, { name: "goal.approvalUndone", subjectId: goal!.id })).toBe(1);
      expect((await demo.db.read.findOneByOrFail(Objective, { id: goal!.id })).status).toBe("submitted");
    });

    it("approves all", async () => {
      const goals = await proposeFor("maohui", "一起通过的甲", "一起通过的乙");
      await take("zhouyan");
      const keys = await loseFirstAnswer("/approvals/approve");
      await phone.open("approvals/index");
      await phone.page.getByText(/^全部通过\(/).click();
      await phone.page.getByText("全部通过", { exact: true }).dblclick();
      for (const { title } of goals) await card(title).getByText("已通过").waitFor();
      expectOneKey(keys);
      for (const { id } of goals) expect(await count(Approval, { objectiveId: id, decision: "approved" })).toBe(1);
    });

    it("returns", async () => {
      const [goal] = await proposeFor("chenxue", "要退回的目标");
      await take("zhouyan");
      const keys = await loseFirstAnswer(`/goals/${goal!.id}/return`);
      await phone.open("approvals/index");
      await card(goal!.title).getByText("退回", { exact: true }).click();
      await phone.page.locator(".sheet .choices__one").first().click();
      await phone.page.locator(".sheet").getByText("退回", { exact: true }).dblclick();
      await card(goal!.title).getByText("已退回").waitFor();
      expectOneKey(keys);
      expect(await count(Approval, { objectiveId: goal!.id, decision: "returned" })).toBe(1);
    });

    it("reports", async () => {
      await take("zhangsan");
      const { mine } = await phone.get<{ mine: { id: string; unit: string }[] }>("/me/reportable");
      const { id } = mine.find(({ unit }) => unit !== "")!;
      const keys = await loseFirstAnswer(`/key-results/${id}/check-ins`);
      await phone.open(`report/index?keyResult=${id}`);
      await phone.press("41");
      await phone.page.getByText("报上去").dblclick();
      await phone.page.getByText("已送达").first().waitFor();
      expectOneKey(keys);
      expect(await count(CheckIn, { keyResultId: id, amount: 410_000 })).toBe(1);
    });

    it("praises", async () => {
      await take("zhangsan");
      const receiver = await idOf("chenxue");
      const keys = await loseFirstAnswer("/recognitions");
      await phone.open(`person/index?id=${receiver}`);
      await phone.page.getByText("表扬陈雪").click();
      await phone.page.getByText("又快又准").click();
      await phone.page.getByText("发出表扬").dblclick();
      await phone.page.locator(".sheet").waitFor({ state: "detached" });
      expectOneKey(keys);
      expect(await count(Award, { employeeId: receiver, givenById: await idOf("zhangsan") })).toBe(1);
    });

    it("asks for help", async () => {
      await take("zhangsan");
      const { goals } = await phone.get<{ goals: { id: string }[] }>("/goals?owner=me&status=active");
      const keys = await loseFirstAnswer(`/goals/${goals[0]!.id}/comments`);
      await phone.open(`goal/index?id=${goals[0]!.id}`);
      await phone.page.getByText("求助", { exact: true }).click();
      await phone.page.getByLabel("说清缺什么").fill("预算不够");
      await phone.page.getByText("发送").dblclick();
      await phone.page.locator(".comment", { hasText: "预算不够" }).waitFor();
      expectOneKey(keys);
      expect(await count(Comment, { objectiveId: goals[0]!.id, text: "预算不够" })).toBe(1);
    });

    it("changes a setting", async () => {
      await take("zhangsan");
      const keys = await loseFirstAnswer("/me/settings");
      await phone.open("settings/index");
      const alerts = phone.page.getByRole("switch", { name: "进度预警" });
      await alerts.dblclick();
      await phone.page.getByText("已保存").waitFor();
      expectOneKey(keys);
      expect(await alerts.getAttribute("aria-checked")).toBe("false");
      expect(await count(Event, { name: "person.noticesChanged", subjectId: await idOf("zhangsan") })).toBe(1);
      expect((await demo.person("zhangsan")).isAlertMuted).toBe(true);
    });

    it("names a deputy, and ends it", async () => {
      await take("zhouyan");
      const { page } = phone;
      const keys = await loseFirstAnswer("/me/deputies");
      const endKeys = await loseFirstAnswer("/me/deputies/*");
      await phone.open("me/index");
      await page.getByText("请人代审批").click();
      await page.getByLabel("请谁").fill("孙磊");
      await page.locator(".sheet").getByText("孙磊").click();
      await page.locator(".sheet").getByText("确定").dblclick();
      await page.getByText("孙磊 代我审批").waitFor();
      const deputies = { employeeId: await idOf("zhouyan"), deputyId: await idOf("sunlei") };
      expectOneKey(keys);
      expect(await count(Deputy, deputies)).toBe(1);
      await page.getByText("收回", { exact: true }).first().click();
      await page.locator(".taro-model__confirm").click();
      await page.getByText("孙磊 代我审批").waitFor({ state: "detached" });
      expectOneKey(endKeys);
      const [deputy] = await demo.db.read.findBy(Deputy, deputies);
      expect(deputy!.endedAt).not.toBeNull();
    });

    it("sends a report that waited once, with two windows open and a clock an hour ahead", async () => {
      phone = await demo.phoneOf("zhangsan");
      const { context } = phone;
      await context.clock.install({ time: Date.now() + 3_600_000 });
      const { mine } = await phone.get<{ mine: { id: string; unit: string }[] }>("/me/reportable");
      const { id } = mine.find(({ unit }) => unit !== "")!;
      await phone.open(`report/index?keyResult=${id}`);
      const other = await context.newPage();
      await other.goto(phone.page.url());
      await other.getByText("报上去").waitFor();
      await context.setOffline(true);
      await phone.press("42");
      await phone.page.getByText("报上去").click();
      const windows = [phone.page, other];
      for (const page of windows) await page.getByText("已存在手机上").waitFor();
      await context.setOffline(false);
      for (const page of windows) await page.getByText("已送达").first().waitFor();
      for (const page of windows) expect(await page.getByText("被退回").count()).toBe(0);
      expect(await count(CheckIn, { keyResultId: id, amount: 420_000 })).toBe(1);
    });
  });
});
