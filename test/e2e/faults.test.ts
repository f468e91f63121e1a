import { CheckIn, Employee, Session } from "../../entities";
import { describeBrowser } from "../browser";
import { type Phone, PhoneDemo } from "./PhoneDemo";

/** 400 kbit/s and 400 ms, as webpagetest.org has it. */
const slow3g = { offline: false, latency: 400, downloadThroughput: 50_000, uploadThroughput: 50_000 };

interface Seen {
  name: string;
  at: number;
}

/** Writes down when the outline and the content were first there: looking from outside may miss the first. */
const firstSeen = `
  window.firstSeen = [];
  new MutationObserver(() => {
    for (const name of ["skeleton", "pad"])
      if (!firstSeen.some((one) => one.name === name) && document.querySelector("." + name))
        firstSeen.push({ name, at: performance.now() });
  }).observe(document, { childList: true, subtree: true });`;

describeBrowser("A phone when something goes wrong", () => {
  let demo: PhoneDemo;
  let phone: Phone;
  beforeAll(async () => {
    demo = await PhoneDemo.start("sqlite");
  }, 60_000);
  afterAll(() => demo?.stop());
  afterEach(() => phone.close());

  const keyResultOf = async (owner: Phone) => {
    const { mine } = await owner.get<{ mine: { id: string; unit: string }[] }>("/me/reportable");
    return mine.find(({ unit }) => unit !== "")!.id;
  };
  const reportsOf = (keyResultId: string, amount: number) =>
    demo.db.read.countBy(CheckIn, { keyResultId, amount: amount * 10_000 });
  const endSessionsOf = async (userId: string) => {
    const { id: employeeId } = await demo.person(userId);
    await demo.db.transaction((db) => db.update(Session, { employeeId }, { revokedAt: new Date() }));
  };
  const setStatusOf = (userId: string, status: "active" | "left") =>
    demo.db.transaction((db) => db.update(Employee, { wecomUserId: userId }, { status }));

  describe("whose session has ended", () => {
    it("signs in once without a word and shows what was asked for", async () => {
      phone = await demo.phoneOf("zhangsan");
      await phone.signsInSilentlyAs("zhangsan");
      await phone.open("today/index");
      await endSessionsOf("zhangsan");
      await phone.page.getByText("报进度", { exact: true }).first().click();
      await phone.page.getByText("报上去").waitFor();
      expect(phone.page.url()).toContain("#/pages/report/index?keyResult=");
      expect(phone.page.url()).not.toContain("code=");
      expect(phone.count("GET /api/v1/session/oauth")).toBe(1);
    });

    it("sends a report that was being sent, once", async () => {
      phone = await demo.phoneOf("zhangsan");
      await phone.signsInSilentlyAs("zhangsan");
      const id = await keyResultOf(phone);
      await phone.open(`report/index?keyResult=${id}`);
      await phone.press("31");
      await endSessionsOf("zhangsan");
      await phone.page.getByText("报上去").click();
      await phone.page.getByText("已送达").first().waitFor();
      expect([await reportsOf(id, 31), phone.count("GET /api/v1/session/oauth")]).toEqual([1, 1]);
    });

    it("tells who is not let in any more why, and keeps their report until they are", async () => {
      phone = await demo.phoneOf("liuyang");
      // How long it takes to come back says whether it goes in circles.
      await phone.context.clock.setFixedTime(new Date());
      await phone.signsInSilentlyAs("liuyang");
      const id = await keyResultOf(phone);
      await phone.open(`report/index?keyResult=${id}`);
      await phone.press("32");
      await setStatusOf("liuyang", "left");
      await phone.page.getByText("报上去").click();
      await phone.page.getByText("还没有你的员工信息").waitFor();
      expect(await phone.page.locator("body").innerText()).not.toMatch(/[{}]|person\.unknown/);
      expect(await reportsOf(id, 32)).toBe(0);

      await phone.page.getByText("再试一次").click();
      await phone.page.getByText("登录没有成功").waitFor();

      await setStatusOf("liuyang", "active");
      expect(await phone.page.evaluate(`JSON.parse(localStorage.getItem("outbox")).data`)).toMatchObject([
        { amount: "32", state: expect.stringMatching(/^(waiting|sending)$/) },
      ]);
      await phone.context.request.post(`${demo.origin}/api/v1/session/sandbox`, {
        data: { userId: "liuyang" },
        headers: { origin: demo.origin },
      });
      await phone.open(`report/index?keyResult=${id}`);
      await phone.page.getByText("已送达").first().waitFor();
      expect(await reportsOf(id, 32)).toBe(1);
    });
  });

  describe("whose server fails", () => {
    /** A table is gone for a while: what reads or writes it ends in a 500. */
    const without = async (table: string, run: () => Promise<void>) => {
      await demo.db.transaction((db) => db.query(`ALTER TABLE ${table} RENAME TO away`));
      await run().finally(() => demo.db.transaction((db) => db.query(`ALTER TABLE away RENAME TO ${table}`)));
    };

    it.each([
      ["today/index", "awards", ".hero"],
      ["me/index", "deputies", ".me__name"],
    ])("says what happened instead of %s, and shows it at another try", async (page, table, content) => {
      phone = await demo.phoneOf("zhangsan");
      await without(table, async () => {
        await phone.page.goto(`${demo.origin}/h5/#/pages/${page}`);
        await phone.page.getByText("再试一次").waitFor();
        const said = await phone.page.locator(".page").first().innerText();
        expect(said).toMatch(/[\u4e00-\u9fff]{4,}/);
        expect(said).not.toMatch(/[{}]|system\.failed|SQLITE|500/);
      });
      await phone.page.getByText("再试一次").click();
      await phone.page.locator(content).first().waitFor();
      expect(await phone.page.getByText("再试一次").count()).toBe(0);
    });

    it("keeps a report it stumbles over, and sends it later", async () => {
      phone = await demo.phoneOf("zhangsan");
      await phone.context.clock.install();
      const id = await keyResultOf(phone);
      await phone.open(`report/index?keyResult=${id}`);
      await phone.press("33");
      await without("events", async () => {
        await phone.page.getByText("报上去").click();
        await phone.page.getByText("会自动再试").waitFor();
      });
      await phone.context.clock.fastForward(21_000);
      await phone.page.getByText("已送达").first().waitFor();
      expect(await reportsOf(id, 33)).toBe(1);
    });
  });

  it("shows the outline first on a slow net, then the content, and asks for nothing twice", async () => {
    phone = await demo.phoneOf("zhangsan");
    await phone.context.addInitScript(firstSeen);
    const asked: string[] = [];
    phone.page.on("request", (request) => asked.push(request.url()));
    const devtools = await phone.context.newCDPSession(phone.page);
    await devtools.send("Network.enable");
    await devtools.send("Network.emulateNetworkConditions", slow3g);
    await phone.page.goto(`${demo.origin}/h5/#/pages/report/index`, { waitUntil: "commit" });
    await phone.page.locator(".pad").waitFor();
    const [outline, content, ...more] = await phone.page.evaluate<Seen[]>("firstSeen");
    expect([outline?.name, content?.name, ...more]).toEqual(["skeleton", "pad"]);
    expect(content!.at - outline!.at).toBeGreaterThan(slow3g.latency);
    expect(await phone.page.locator(".skeleton").count()).toBe(0);
    await phone.page.getByLabel("返回").click();
    await phone.page.locator(".hero").first().waitFor();
    expect(asked.filter((url, index) => asked.indexOf(url) !== index)).toEqual([]);
    expect(phone.complaints).toEqual([]);
  }, 60_000);

  it("shows what it had while the server is away, and sends what was reported when it is back", async () => {
    phone = await demo.phoneOf("zhangsan");
    await phone.context.clock.install();
    const id = await keyResultOf(phone);
    await phone.open("today/index");
    await phone.open(`report/index?keyResult=${id}`);
    await demo.stopServer();
    await phone.press("34");
    await phone.page.getByText("报上去").click();
    await phone.page.getByText("会自动再试").waitFor();
    await phone.page.getByText("返回").or(phone.page.getByLabel("返回")).first().click();
    await phone.page.getByText("没有网络，显示的是").waitFor();
    await phone.page.getByText("1 条进度等网络").waitFor();

    await demo.startServer();
    await phone.context.clock.fastForward(21_000);
    await phone.page.getByText("1 条进度等网络").waitFor({ state: "detached" });
    expect(await reportsOf(id, 34)).toBe(1);
  }, 60_000);
});
