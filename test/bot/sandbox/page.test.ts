import type { Browser } from "playwright-core";
import { CheckIn, KeyResult, Objective } from "../../../entities";
import { describeBrowser, openBrowser } from "../../browser";
import { Demo } from "./Demo";
import { PhonePage } from "./PhonePage";

jest.setTimeout(60_000);

describeBrowser("the sandbox's page", () => {
  let demo: Demo;
  let browser: Browser;
  let closeBrowser: () => Promise<void>;
  let page: PhonePage;

  beforeAll(async () => {
    // Wednesday, 10:00 in Shanghai.
    demo = await Demo.start(new Date("2026-09-16T02:00:00Z"));
    ({ browser, close: closeBrowser } = await openBrowser());
    page = await PhonePage.open(browser, demo.origin, ["zhangsan", "zhouyan", "group"]);
  });
  afterAll(async () => {
    await closeBrowser?.();
    await demo?.stop();
  });
  afterEach(() => expect(page.complaints).toEqual([]));

  const propose = async (chat: string, title: string, ...keyResults: string[]) => {
    for (const line of ["新目标", title, "1", ...keyResults, "完成"]) await page.say(chat, line);
  };

  it("says that it is a sandbox, on every page", async () => {
    expect(await page.page.title()).toContain("演示沙箱");
    for (const path of ["/sandbox", "/sandbox/connect/oauth2/authorize", "/api/docs"]) {
      const html = await (await fetch(demo.origin + path)).text();
      expect(html).toContain("演示沙箱");
      expect(html).toContain("虚构");
    }
    expect((await fetch(demo.origin, { redirect: "manual" })).headers.get("location")).toBe("/sandbox");
  });

  it("answers what is tapped in an empty chat, and what the menu offers", async () => {
    await page.log("zhangsan").getByRole("button", { name: "今日" }).click();
    await page.card("zhangsan", "GMV").waitFor();
    await page.phone("zhangsan").getByRole("button", { name: "我的目标" }).click();
    await page.sees("zhangsan", "本月店铺业绩更上一层");
    await page.phone("zhangsan").getByRole("button", { name: "报进度" }).click();
    await page.sees("zhangsan", "可以上报");
  });

  it("lets a goal be proposed, approved by one press though it is a double click, and told to its owner", async () => {
    await propose("zhangsan", "老客回购翻一番", "老客订单 做到 300单");
    const approve = page.card("zhouyan", "老客回购翻一番").getByRole("button", { name: "通过" });
    await approve.dblclick();
    await page.sees("zhangsan", "《老客回购翻一番》已通过");
    await page.card("zhouyan", "状态：进行中").waitFor();
    const told = await page.log("zhangsan").getByText("《老客回购翻一番》已通过").count();
    expect(told).toBe(1);
  });

  it("lets the approval be undone, and given again", async () => {
    await page.card("zhouyan", "老客回购翻一番").getByRole("button", { name: "撤销" }).click();
    await page.sees("zhangsan", "批准已撤销");
    await page.card("zhouyan", "请审批这个目标").getByRole("button", { name: "通过" }).click();
    await page.card("zhouyan", "状态：进行中").waitFor();
    const [goal] = await demo.app.db.read.findBy(Objective, { title: "老客回购翻一番" });
    expect(goal?.status).toBe("active");
  });

  it("takes the page's own example of a report, with the guide's own example of a goal beside it", async () => {
    const line = /进度 GMV \+3000/.exec(await page.page.locator("body").innerText())?.[0] ?? "";
    await page.say("zhangsan", line);
    await page.sees("zhangsan", "已记录：GMV");
  });

  it("takes a report once, with the day's answer", async () => {
    const input = page.phone("zhangsan").locator("form input");
    await input.fill("进度 老客订单 52");
    await page.phone("zhangsan").getByRole("button", { name: "发送" }).dblclick();
    await page.sees("zhangsan", "已记录：老客订单 52 单");
    const keyResult = await demo.app.db.read.findOneByOrFail(KeyResult, { title: "老客订单" });
    expect(await demo.app.db.read.countBy(CheckIn, { keyResultId: keyResult.id })).toBe(1);
  });

  it("shows the badge of a key result that is reached, to the person and in the group, and takes it back visibly", async () => {
    await page.say("zhangsan", "进度 老客订单 300");
    await page.sees("zhangsan", "你获得勋章");
    await page.sees("group", "老客订单 已达成 300 单");
    await page.say("zhangsan", "撤回");
    await page.sees("zhangsan", "一并收回");
    await page.sees("group", "的勋章已收回");
  });

  it("returns a goal with a reason of one's own, typed as the next line", async () => {
    await propose("zhangsan", "直播间涨粉", "粉丝 做到 5000人");
    const card = page.card("zhouyan", "直播间涨粉");
    await card.getByRole("button", { name: "退回" }).click();
    await page.sees("zhouyan", "请先在卡片上选一个退回理由");
    await page.card("zhouyan", "直播间涨粉").locator("select").selectOption({ label: "其他（下一句话说明）" });
    await page.card("zhouyan", "直播间涨粉").getByRole("button", { name: "退回" }).click();
    await page.sees("zhouyan", "发一句话作为退回理由");
    await page.say("zhouyan", "先把场次定下来");
    await page.sees("zhangsan", "《直播间涨粉》被退回。理由：先把场次定下来");
    await page.card("zhouyan", "状态：已退回").waitFor();
  });

  it("shows hostile titles and reasons as plain text, everywhere", async () => {
    const title = '<img src=x onerror="document.title=1"> **粗** $userName=liming$ <@all> [点](https://evil.example)';
    await propose("zhangsan", title, "<b>量</b> 做到 10件");
    await page.sees("zhouyan", "请审批这个目标");
    await page.say("zhouyan", '表扬 @张三 <font color="warning">红</font> [点](https://evil.example) <@all>');
    await page.sees("group", "evil.example");
    for (const chat of ["zhangsan", "zhouyan", "group"]) {
      const log = page.log(chat);
      const marks = 'img, b:not(.emphasis b), font, .warning, a:not([href*="/h5/#/pages/"], [href^="https://evil"])';
      expect(await log.locator(marks).count()).toBe(0);
      // WeCom makes an address tappable as what it is, never under another name.
      for (const text of await log.locator('a[href^="https://evil"]').allInnerTexts()) expect(text).toMatch(/^https:/);
      expect(await log.innerText()).not.toMatch(/李明|@所有人/);
    }
    expect(await page.page.title()).toContain("演示沙箱");
  });

  it("moves the clock to the next evening and morning, where the reminders come", async () => {
    await page.moveClock("下一个 17:30");
    await page.sees("zhangsan", "今天的进度还没报");
    await page.moveClock("下一个 09:00");
    await page.log("zhangsan").locator(".card", { hasText: "回复：进度" }).last().waitFor();
    expect(await page.page.locator(".clock-now").innerText()).toMatch(/^09:/);
    expect(await page.page.locator("#clock").innerText()).toContain("2026年9月17日");
  });

  it("holds back while a fault is on, says so on the panel, and delivers when it is off", async () => {
    await page.page.locator("summary").click();
    const fault = page.page.getByLabel("返回网页");
    await fault.check();
    await page.page.locator("summary", { hasText: "已打开 1 个" }).waitFor();
    const cards = page.log("zhouyan").locator(".card");
    const before = await cards.count();
    await page.phone("zhouyan").locator("form input").fill("今日");
    await page.phone("zhouyan").getByRole("button", { name: "发送" }).click();
    await page.say("zhouyan", "帮助");
    expect(await cards.count()).toBe(before);
    await fault.uncheck();
    await page.page.locator("summary", { hasText: "都没打开" }).waitFor();
    await page.moveClock("下一个 17:30");
    await cards.nth(before).waitFor();
  });

  it("leaves who is typing in peace while messages arrive", async () => {
    const input = page.phone("zhangsan").locator("form input");
    await input.fill("还没写完");
    await input.focus();
    await page.page.evaluate('document.activeElement.dataset.mine = "1"');
    const body = JSON.stringify({ userId: "zhouyan", text: "表扬 @张三 帮了大忙" });
    await fetch(`${demo.origin}/sandbox/control/say`, { method: "POST", body });
    await page.sees("group", "帮了大忙");
    await page.sees("zhangsan", "帮了大忙");
    // The same field, still in focus: a Chinese input method would lose what it is composing otherwise.
    expect(await page.page.evaluate("document.activeElement.dataset.mine")).toBe("1");
    expect(await input.inputValue()).toBe("还没写完");
    await input.fill("");
  });

  describe("for everybody", () => {
    const sizes: [what: string, view: { width: number; height: number; scheme?: "dark" }][] = [
      ["320 px", { width: 320, height: 640 }],
      ["375 px", { width: 375, height: 812 }],
      ["1,280 px", { width: 1280, height: 900 }],
      ["1,280 px in the dark", { width: 1280, height: 900, scheme: "dark" }],
    ];

    it.each(sizes)(
      "fits %s also with 130 % text, with targets of 48 px, names for all controls and contrast",
      async (_, view) => {
        const own = await PhonePage.open(browser, demo.origin, ["zhangsan", "zhouyan", "group"], view);
        const toggle = own.page.locator("#panel-toggle");
        if (await toggle.isVisible()) await toggle.click();
        if ((await own.page.locator("details[open]").count()) === 0) await own.page.locator("summary").click();
        for (const size of ["100%", "130%"]) {
          await own.page.addStyleTag({ content: `html { font-size: ${size}; }` });
          expect(await own.page.evaluate(flaws)).toEqual([]);
        }
        expect(own.complaints).toEqual([]);
        await own.page.close();
      },
    );
  });
});

/** Run in the page: what would keep somebody from reading or pressing it. */
const flaws = `(() => {
  const found = [];
  const visible = (node) => node.getClientRects().length > 0;
  const say = (node, what) => found.push(what + ": " + node.outerHTML.slice(0, 120));
  if (document.documentElement.scrollWidth > innerWidth) found.push("wider than the window by " + (document.documentElement.scrollWidth - innerWidth));
  if (document.documentElement.lang !== "zh-CN") found.push("no language");
  for (const node of document.querySelectorAll("button, select, summary, input:not([type=checkbox]), label.switch")) {
    if (!visible(node)) continue;
    const { width, height } = node.getBoundingClientRect();
    if (height < 47.5 || width < 47.5) say(node, "too small, " + Math.round(width) + " by " + Math.round(height));
  }
  for (const node of document.querySelectorAll("button, select, input, summary")) {
    const label = node.labels?.[0]?.textContent || node.getAttribute("aria-label") || node.textContent;
    if (label.trim() === "") say(node, "no name");
  }
  const parse = (colour) => (colour.match(/[\\d.]+/g) ?? [0, 0, 0, 0]).map(Number);
  const shine = ([r, g, b]) => [r, g, b].map((part) => { const c = part / 255; return c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4; }).reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
  const ground = (node) => { for (let at = node; at; at = at.parentElement) { const colour = parse(getComputedStyle(at).backgroundColor); if (colour.length < 4 || colour[3] > 0.99) return colour; } return [255, 255, 255]; };
  for (const node of document.querySelectorAll("body *")) {
    const hasText = [...node.childNodes].some((child) => child.nodeType === 3 && child.data.trim() !== "");
    if (!hasText || !visible(node) || node.closest("#toast") || ["OPTION", "SCRIPT"].includes(node.tagName)) continue;
    const [light, dark] = [shine(parse(getComputedStyle(node).color)), shine(ground(node))].sort((a, b) => b - a);
    if ((light + 0.05) / (dark + 0.05) < 4.5) say(node, "contrast " + ((light + 0.05) / (dark + 0.05)).toFixed(2));
  }
  return found;
})()`;
