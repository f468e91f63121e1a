// The chats of the sandbox in the states that matter, on phones and beside the phone's pages.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { control, lasting, sandboxState } from "./stage.mjs";

/** Plays a story in the chats and takes its pictures on the way. */
export async function photographChats({ origin, browser }, target) {
  mkdirSync(target, { recursive: true });

  async function say(userId, ...lines) {
    for (const text of lines) await control(origin, "say", { userId, text });
  }

  async function press(userId, label, choices = {}) {
    const { chats } = await sandboxState(origin);
    for (const message of (chats[userId] ?? []).toReversed()) {
      const button = message.content?.button_list?.find(({ text }) => text === label);
      if (button && !message.content.replace_text)
        return control(origin, "press", { userId, messageId: message.id, key: button.key, choices });
    }
    throw new Error(`no button ${label} for ${userId}`);
  }

  async function picture(
    name,
    chats,
    { path = "/sandbox", widths = [375, 1280], scheme = "light", zoom = 1, act } = {},
  ) {
    for (const width of widths) {
      const context = await browser.newContext({
        viewport: { width, height: width < 800 ? 812 : 900 },
        deviceScaleFactor: width < 800 ? 2 : 1,
        colorScheme: scheme,
        locale: "zh-CN",
        timezoneId: "Asia/Shanghai",
      });
      // The phone beside the chats signs in by itself.
      await context.route("**/api/v1/session/sandbox", async (route) => {
        const answer = await route.fetch();
        await context.addCookies(lasting(answer.headers()["set-cookie"], origin));
        await route.fulfill({ response: answer });
      });
      await context.clock.setFixedTime(new Date((await sandboxState(origin)).now));
      const page = await context.newPage();
      await page.addInitScript((value) => localStorage.setItem("chats", value), JSON.stringify(chats));
      await page.goto(origin + path);
      await page
        .locator(path === "/sandbox" ? ".phone" : "body")
        .first()
        .waitFor();
      const screen = page.locator("#screen");
      if (await screen.isVisible())
        await page
          .frameLocator("#screen iframe")
          .locator(".page .card, .page .empty")
          .first()
          .waitFor()
          .catch(() => console.warn(`${name} at ${width} px has an empty phone`));
      await page.waitForTimeout(400);
      if (zoom !== 1) await page.addStyleTag({ content: `html { font-size: ${zoom * 100}%; }` });
      await act?.(page);
      const over = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      if (over > 0) console.warn(`${name} at ${width} px is ${over} px too wide`);
      await page.screenshot({ path: join(target, `${name}-${width}.png`) });
      await context.unrouteAll({ behavior: "ignoreErrors" });
      await context.close();
    }
  }

  const shop = ["zhangsan", "zhouyan", "group"];
  await picture("empty", shop);
  await picture("page-of-a-card", [], { path: "/h5" });
  await picture("sign-in", [], { path: "/sandbox/connect/oauth2/authorize?redirect_uri=/h5" });
  await picture("api-docs", [], { path: "/api/docs" });

  await say("zhangsan", "帮助", "今日", "我的目标");
  await say("zhouyan", "团队");
  await say("liming", "今日", "团队");
  await picture("staff", ["zhangsan", "zhouyan", "liming"]);
  await say("chenzong", "今日", "我的目标", "团队");
  await say("hemei", "今日", "团队", "绑定");
  await say("wangfang", "今日", "进度");
  await picture("leaders", ["chenzong", "hemei", "wangfang"]);
  await picture("leaders-executive", ["chenzong"], { widths: [375] });

  await say("zhangsan", "新目标", "九月老客回购翻一番", "1", "回购率 从18%到25%", "老客订单 做到 300单", "完成");
  await picture("proposed", shop);
  await picture("approval", ["zhouyan"], { widths: [375, 320] });
  await press("zhouyan", "通过");
  await picture("approved", shop);

  await say("liuyang", "新目标", "直播间涨粉", "1", "粉丝 做到 5000人", "完成");
  await press("zhouyan", "退回", { returnReason: ["other"] });
  await say("zhouyan", "先把场次定下来再谈涨粉");
  await picture("returned", ["liuyang", "zhouyan", "group"]);

  await say("zhangsan", "进度 老客订单 300");
  await say("zhouyan", "表扬 @张三 老客维护得又细又快");
  await picture("badge", shop);
  await picture("badge-group", ["group"], { widths: [375] });
  await say("zhangsan", "撤回");
  await picture("badge-taken-back", shop);

  await control(origin, "clock", { to: "halfPastFive" });
  await control(origin, "clock", { to: "nine" });
  await picture("nudge", ["zhangsan", "liuyang", "yangmin"]);

  await say(
    "maohui",
    "新目标",
    `${"把每一位第一次进店的顾客都变成会回来的老顾客".repeat(4)}`,
    "1",
    `${"首次进店顾客三十天内再次下单的比例".repeat(3)} 从1%到2%`,
    "完成",
  );
  await picture("long-names", ["zhouyan", "maohui", "group"], { widths: [320, 375, 1280] });
  await picture("dark", shop, { scheme: "dark" });
  await picture("large-text", shop, { zoom: 1.3 });
  const openPanel = async (page) => {
    const toggle = page.locator("#panel-toggle");
    if (await toggle.isVisible()) await toggle.click();
    if ((await page.locator("details[open]").count()) === 0) await page.locator("summary").click();
  };
  await control(origin, "fault", { name: "html", on: true });
  await picture("faults", shop, { act: openPanel });
  await control(origin, "fault", { name: "html", on: false });
  await picture("panel", shop, { widths: [320, 375], act: (page) => page.locator("#panel-toggle").click() });
}
