import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import type { Browser } from "playwright-core";

const executablePath = process.env.CHROMIUM ?? "/usr/bin/chromium";

/** `describe` where a Chromium is on the machine; elsewhere one loudly skipped test. `REQUIRE_ALL=1` makes that a failure. */
export function describeBrowser(name: string, block: () => void): void {
  describe(name, () => {
    if (existsSync(executablePath)) block();
    else if (process.env.REQUIRE_ALL === "1")
      it("needs a Chromium", () => expect(`none at ${executablePath}`).toBe(""));
    else it.skip(`NOT RUN: needs a Chromium at ${executablePath}, or CHROMIUM=/path`, () => undefined);
  });
}

/** A browser with a Chinese font, the machine's own or the one among the development packages, and no calls home. */
export async function openBrowser(): Promise<{ browser: Browser; close(): Promise<void> }> {
  const { chromium } = await import("playwright-core");
  const folder = mkdtempSync(join(tmpdir(), "dabiao-browser-"));
  const fonts = join(folder, "fonts.conf");
  const ours = resolve(__dirname, "../node_modules/@expo-google-fonts/noto-sans-sc");
  writeFileSync(
    fonts,
    `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig><include ignore_missing="yes">/etc/fonts/fonts.conf</include><dir>${ours}</dir><cachedir>${folder}</cachedir></fontconfig>`,
  );
  const browser = await chromium.launch({
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
  return {
    browser,
    async close() {
      await browser.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
