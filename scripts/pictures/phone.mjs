// Every screen of the phone in every state, in the ways people look at it.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { phoneScreens } from "./phoneScreens.mjs";
import { playPhoneStory } from "./phoneStory.mjs";
import { control, lasting, sandboxState } from "./stage.mjs";

const phone = { width: 375, height: 812, deviceScaleFactor: 2 };
/** How a screen is looked at; dark is the same page by another light. */
const views = [
  { ...phone, name: "light", alsoDark: true },
  { ...phone, name: "large", textScale: 1.3 },
  { width: 1280, height: 900, deviceScaleFactor: 1, name: "wide" },
];
/** A thumb needs so many pixels each way. */
const thumb = 44;
/** Taller screens are cut: nothing new comes below. */
const tallest = 2400;

/** Photographs the screens whose name begins with one of `wanted`, or all; says what is cut off or too small to press. */
export async function photographPhone({ origin, browser }, target, wanted) {
  mkdirSync(target, { recursive: true });
  const signIn = async (context, userId) => {
    const answer = await context.request.post(`${origin}/api/v1/session/sandbox`, {
      data: { userId },
      headers: { origin },
    });
    if (!answer.ok()) throw new Error(`${userId} cannot sign in: ${answer.status()}`);
    await context.addCookies(lasting(answer.headers()["set-cookie"], origin));
  };
  const { contexts, as } = clients(browser, origin, signIn);
  const ids = await playPhoneStory(as, (path, body) => control(origin, path, body));
  await Promise.all(contexts.map((context) => context.close()));
  const now = new Date((await sandboxState(origin)).now);

  const screens = phoneScreens(ids).filter(
    ({ name }) => wanted.length === 0 || wanted.some((part) => name.startsWith(part)),
  );
  await Promise.all(
    views.map(async (view) => {
      const phones = new Map();
      for (const screen of screens) {
        if (!phones.has(screen.who)) {
          phones.set(screen.who, await openPhone(browser, view, now));
          await signIn(phones.get(screen.who), screen.who);
        }
        await photograph(phones.get(screen.who), { origin, screen, view, target });
      }
      await Promise.all([...phones.values()].map((context) => context.close()));
    }),
  );
}

/** People who ask the API without a phone, each signed in once. */
function clients(browser, origin, signIn) {
  const contexts = [];
  const as = async (userId) => {
    const context = await browser.newContext();
    contexts.push(context);
    await signIn(context, userId);
    const ask = async (method, path, data) => {
      const answer = await context.request.fetch(`${origin}/api/v1${path}`, { method, data, headers: { origin } });
      if (!answer.ok()) throw new Error(`${method} ${path}: ${answer.status()} ${await answer.text()}`);
      return answer.json();
    };
    return { get: (path) => ask("GET", path), post: (path, data = {}) => ask("POST", path, data) };
  };
  return { contexts, as };
}

async function openPhone(browser, { width, height, deviceScaleFactor, textScale }, now) {
  const context = await browser.newContext({
    viewport: { width, height },
    deviceScaleFactor,
    locale: "zh-CN",
    timezoneId: "Asia/Shanghai",
    reducedMotion: "reduce",
    serviceWorkers: "block",
  });
  // As late as it is in the company.
  await context.clock.setFixedTime(now);
  if (textScale)
    await context.addInitScript(
      (scale) => localStorage.setItem("textScale", JSON.stringify({ data: scale })),
      textScale,
    );
  return context;
}

async function photograph(context, { origin, screen, view, target }) {
  const file = `${screen.name}-${view.name}`;
  const complain = (text) => console.warn(`${file}: ${text}`);
  const page = await context.newPage();
  page.on("pageerror", (error) => complain(String(error)));
  try {
    await openScreen(page, `${origin}/h5/#/pages/${screen.page}`, screen);
    await page.waitForTimeout(300);
    if (screen.inReadme && view.alsoDark)
      await page.screenshot({ path: join(target, `readme-${screen.inReadme}.png`) });
    await grow(page, view);
    for (const fault of await page.evaluate(faultsOf, thumb)) complain(fault);
    await page.screenshot({ path: join(target, `${file}.png`) });
    if (view.alsoDark) {
      await page.emulateMedia({ colorScheme: "dark", reducedMotion: "reduce" });
      await page.waitForTimeout(200);
      await page.screenshot({ path: join(target, `${screen.name}-dark.png`) });
    }
  } catch (error) {
    complain(error.message.split("\n")[0]);
    process.exitCode = 1;
  }
  // The next screen is opened on a phone that remembers nothing.
  await context.setOffline(false);
  await page.evaluate(() => localStorage.clear()).catch(() => undefined);
  await page.close();
}

async function openScreen(page, url, { api, act }) {
  if (api)
    await page.route("**/api/v1/**", (route) =>
      api === "broken" ? route.fulfill({ status: 500, body: "{}" }) : new Promise(() => undefined),
    );
  page.setDefaultTimeout(10_000);
  await page.goto(url);
  await page.locator(".page").first().waitFor();
  if (api === "silent") await page.locator(".skeleton").first().waitFor();
  else await page.locator(".skeleton").first().waitFor({ state: "detached" });
  await act?.(page);
}

/** As tall as what there is to see. */
async function grow(page, { width, height }) {
  const content = await page.evaluate(() =>
    Math.max(
      ...[...document.querySelectorAll("html, body, .taro_page, .taro-tabbar__panel")].map((one) => one.scrollHeight),
    ),
  );
  const tabBar = await page.evaluate(() => document.querySelector(".weui-tabbar")?.clientHeight ?? 0);
  const wanted = Math.min(tallest, Math.max(height, content + tabBar));
  if (wanted > height && (await page.locator(".sheet").count()) === 0) {
    await page.setViewportSize({ width, height: wanted });
    await page.waitForTimeout(150);
  }
}

/** Runs in the page: what is too small for a thumb, and what sticks out at the side. */
function faultsOf(least) {
  const said = (node) => (node.getAttribute("aria-label") ?? node.textContent ?? "").trim().slice(0, 20);
  const seen = [...document.querySelectorAll(".page .tap, .weui-tabbar__item")].filter((node) => node.offsetParent);
  const small = seen.flatMap((node) => {
    const { width, height } = node.getBoundingClientRect();
    return width < least || height < least
      ? [`${Math.round(width)} × ${Math.round(height)} px to press: ${said(node)}`]
      : [];
  });
  const wide = [...document.querySelectorAll(".page *")].flatMap((node) => {
    const { right, left, width } = node.getBoundingClientRect();
    return width > 0 && (right > innerWidth + 1 || left < -1) ? [`sticks out: ${node.className} ${said(node)}`] : [];
  });
  return [...new Set([...small, ...wide])];
}
