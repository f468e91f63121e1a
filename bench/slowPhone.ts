import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Browser, type CDPSession, chromium, type Page } from "playwright-core";
import { readEnv } from "../server/env";
import { type Running, start } from "../server/main";
import { freePort } from "./freePort";

/** A phone of the warehouse: a quarter of this machine's speed. */
const slowness = 4;

export interface PhoneStage {
  running: Running;
  origin: string;
  browser: Browser;
}

/** The product with the demo company on a database of its own, and a browser. */
export async function onPhoneStage(run: (stage: PhoneStage) => Promise<void>): Promise<void> {
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
    await run({ running, browser, origin: `http://127.0.0.1:${port}` });
  } finally {
    await browser.close();
    await running.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A page of somebody who is signed in; `slow` puts the phone's speed on. */
export async function openPhone({ browser, origin }: PhoneStage, userId: string) {
  const context = await browser.newContext({
    viewport: { width: 375, height: 812 },
    hasTouch: true,
    serviceWorkers: "block",
  });
  await context.request.post(`${origin}/api/v1/session/sandbox`, { data: { userId }, headers: { origin } });
  const page: Page = await context.newPage();
  const devtools: CDPSession = await context.newCDPSession(page);
  const slow = () => devtools.send("Emulation.setCPUThrottlingRate", { rate: slowness });
  return { page, devtools, slow, close: () => context.close() };
}
