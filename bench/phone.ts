import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Browser, chromium } from "playwright-core";
import { readEnv } from "../server/env";
import { start } from "../server/main";
import { freePort } from "./freePort";
import { median, report } from "./report";

const rounds = 5;
/** A phone of the warehouse: a quarter of this machine's speed, on a slow mobile net. */
const slowness = 4;
const net = { offline: false, latency: 150, downloadThroughput: 1_600_000 / 8, uploadThroughput: 750_000 / 8 };

/** The first view of 今日 on a slow phone: until its number is there, what was loaded for it, what was asked. */
export async function phone(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "dabiao-phone-"));
  const port = await freePort();
  const running = await start(
    readEnv({ DATABASE_URL: `sqlite:${join(folder, "demo.sqlite")}`, PORT: String(port), LOG_LEVEL: "silent" }),
  );
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu"],
  });
  try {
    const views: Awaited<ReturnType<typeof firstView>>[] = [];
    for (let round = 0; round < rounds; round++) views.push(await firstView(browser, `http://127.0.0.1:${port}`));
    const milliseconds = median(views.map((view) => view.milliseconds));
    const kilobytes = median(views.map((view) => view.scriptBytes)) / 1024;
    const calls = Math.max(...views.map((view) => view.calls));
    report("first view of 今日, CPU ÷ 4, 1.6 Mbit/s, 150 ms", `${milliseconds.toFixed(0)} ms`, {
      text: "< 2,500 ms",
      holds: milliseconds < 2500,
    });
    report("JavaScript before it, compressed", `${kilobytes.toFixed(0)} KB`, {
      text: "< 250 KB",
      holds: kilobytes < 250,
    });
    report("its calls of the API", `${calls}`, { text: "1", holds: calls === 1 });
  } finally {
    await browser.close();
    await running.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function firstView(browser: Browser, origin: string) {
  const context = await browser.newContext({ viewport: { width: 375, height: 812 }, serviceWorkers: "block" });
  await context.request.post(`${origin}/api/v1/session/sandbox`, {
    data: { userId: "zhangsan" },
    headers: { origin },
  });
  const page = await context.newPage();
  const devtools = await context.newCDPSession(page);
  await devtools.send("Network.enable");
  await devtools.send("Network.emulateNetworkConditions", net);
  await devtools.send("Emulation.setCPUThrottlingRate", { rate: slowness });
  const scripts = new Set<string>();
  let scriptBytes = 0;
  let calls = 0;
  devtools.on("Network.responseReceived", ({ requestId, type, response }) => {
    if (type === "Script") scripts.add(requestId);
    if (new URL(response.url).pathname.startsWith("/api/")) calls++;
  });
  devtools.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
    if (scripts.has(requestId)) scriptBytes += encodedDataLength;
  });
  const started = performance.now();
  await page.goto(`${origin}/h5/#/pages/today/index`, { waitUntil: "commit" });
  await page.locator(".hero__number").waitFor({ timeout: 60_000 });
  const milliseconds = performance.now() - started;
  await context.close();
  return { milliseconds, scriptBytes, calls };
}
