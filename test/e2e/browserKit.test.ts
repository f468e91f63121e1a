import { describeBrowser } from "../browser";
import { type Phone, PhoneDemo } from "./PhoneDemo";

/** miniprogram/src/web: what stands in a browser where WeChat has its own. */
describeBrowser("A phone's browser", () => {
  let demo: PhoneDemo;
  let phone: Phone;
  beforeAll(async () => {
    demo = await PhoneDemo.start("sqlite");
  }, 60_000);
  beforeEach(async () => {
    phone = await demo.phoneOf("zhangsan", { height: 700 });
  });
  afterEach(() => phone.close());
  afterAll(() => demo?.stop());

  it("leads from tab to tab, marks where one is, and hides the tabs elsewhere", async () => {
    const { page } = phone;
    await phone.open("today/index");
    const tabs = page.locator(".weui-tabbar");
    expect(await tabs.boundingBox()).toEqual({ x: 0, y: 644, width: 375, height: 56 });
    for (const [name, path] of [
      ["目标", "goals"],
      ["团队", "team"],
      ["荣誉", "awards"],
      ["我的", "me"],
      ["今日", "today"],
    ] as const) {
      await tabs.getByText(name).click();
      await page.waitForURL(`**/#/pages/${path}/index`);
      expect(await page.locator(".weui-tabbar__item[aria-current]").innerText()).toBe(name);
    }
    await phone.open("search/index");
    expect(await tabs.isVisible()).toBe(false);
    expect(phone.complaints).toEqual([]);
  });

  it("asks for 今日 before the app is there, once, and anew when it is pulled down far enough", async () => {
    const { page } = phone;
    await page.route(/\/js\/app\./, async (route) => {
      await page.waitForResponse(/\/me\/today/);
      await route.continue();
    });
    await phone.open("today/index");
    expect(phone.calls).toEqual(["GET /api/v1/me/today"]);

    const devtools = await phone.context.newCDPSession(page);
    const pull = async (far: number) => {
      const touch = (type: "touchStart" | "touchMove" | "touchEnd", y?: number) =>
        devtools.send("Input.dispatchTouchEvent", { type, touchPoints: y === undefined ? [] : [{ x: 180, y }] });
      await touch("touchStart", 150);
      for (let y = 160; y <= 150 + far; y += 10) await touch("touchMove", y);
      await touch("touchEnd");
    };
    await pull(40);
    await page.waitForTimeout(300);
    expect(phone.calls).toHaveLength(1);
    const again = page.waitForResponse(/\/me\/today/);
    await pull(200);
    await again;
    await page.locator(".pull__dots").waitFor({ state: "detached" });
    expect(phone.calls).toHaveLength(2);
  });
});
