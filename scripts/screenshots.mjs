// `npm run screenshots`: pictures of the sandbox's main states into screenshots/, on a fresh demo company at a fixed hour.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "./build.mjs";
import { fail, root, setUp } from "./setup.mjs";

await setUp();
await build();

const require = createRequire(import.meta.url);
const realNow = Date.now;
const ahead = Date.parse("2026-09-16T02:00:00Z") - realNow();
Date.now = () => realNow() + ahead;

const { chromium } = require("playwright-core");
const { readEnv } = require("../dist/server/env.js");
const { start } = require("../dist/server/main.js");

const target = join(root, "screenshots");
mkdirSync(target, { recursive: true });
const folder = mkdtempSync(join(tmpdir(), "dabiao-screenshots-"));
const port = await freePort();
const origin = `http://127.0.0.1:${port}`;
let running;
let browser;
try {
  running = await start(
    readEnv({ DATABASE_URL: `sqlite:${join(folder, "demo.sqlite")}`, PORT: String(port), LOG_LEVEL: "silent" }),
  );
  browser = await openBrowser();
  await takeAll();
  console.log(`Pictures are in ${target}`);
} finally {
  await browser?.close();
  await running?.stop();
  rmSync(folder, { recursive: true, force: true });
}

async function openBrowser() {
  // The machine's own Chinese font, or the one among the development packages: never empty boxes.
  const fonts = join(folder, "fonts.conf");
  writeFileSync(
    fonts,
    `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig><include ignore_missing="yes">/etc/fonts/fonts.conf</include><dir>${join(root, "node_modules/@expo-google-fonts/noto-sans-sc")}</dir><cachedir>${folder}</cachedir></fontconfig>`,
  );
  const executablePath = process.env.CHROMIUM ?? "/usr/bin/chromium";
  try {
    return await chromium.launch({
      executablePath,
      env: { ...process.env, FONTCONFIG_FILE: fonts },
      args: [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
      ],
    });
  } catch {
    return fail(`No Chromium at ${executablePath}. Install one, or name another with CHROMIUM=/path.`);
  }
}

async function takeAll() {
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

  await control("clock", { to: "halfPastFive" });
  await control("clock", { to: "nine" });
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
  await control("fault", { name: "html", on: true });
  await picture("faults", shop, { act: openPanel });
  await control("fault", { name: "html", on: false });
  await picture("panel", shop, { widths: [320, 375], act: (page) => page.locator("#panel-toggle").click() });
}

async function say(userId, ...lines) {
  for (const text of lines) await control("say", { userId, text });
}

async function press(userId, label, choices = {}) {
  const { chats } = await (await fetch(`${origin}/sandbox/control/state`)).json();
  for (const message of (chats[userId] ?? []).toReversed()) {
    const button = message.content?.button_list?.find(({ text }) => text === label);
    if (button && !message.content.replace_text)
      return control("press", { userId, messageId: message.id, key: button.key, choices });
  }
  throw new Error(`no button ${label} for ${userId}`);
}

async function control(path, body) {
  const response = await fetch(`${origin}/sandbox/control/${path}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${path}: ${response.status}`);
  await new Promise((resolve) => setTimeout(resolve, 400));
}

async function picture(name, chats, { path = "/sandbox", widths = [375, 1280], scheme = "light", zoom = 1, act } = {}) {
  for (const width of widths) {
    const context = await browser.newContext({
      viewport: { width, height: width < 800 ? 812 : 900 },
      deviceScaleFactor: width < 800 ? 2 : 1,
      colorScheme: scheme,
      locale: "zh-CN",
    });
    const page = await context.newPage();
    await page.addInitScript((value) => localStorage.setItem("chats", value), JSON.stringify(chats));
    await page.goto(origin + path);
    await page
      .locator(path === "/sandbox" ? ".phone" : "body")
      .first()
      .waitFor();
    await page.waitForTimeout(400);
    if (zoom !== 1) await page.addStyleTag({ content: `html { font-size: ${zoom * 100}%; }` });
    await act?.(page);
    const over = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    if (over > 0) console.warn(`${name} at ${width} px is ${over} px too wide`);
    await page.screenshot({ path: join(target, `${name}-${width}.png`) });
    await context.close();
  }
}

function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer().once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const { port: free } = probe.address();
      probe.close(() => resolve(free));
    });
  });
}
