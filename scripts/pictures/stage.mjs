// A fresh demo company at a fixed hour, and a browser that has a Chinese font.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fail, root } from "../setup.mjs";

const require = createRequire(import.meta.url);

/** Runs `use` against a server of its own, which is gone afterwards with all its data. */
export async function onStage(use) {
  const { readEnv } = require("../../dist/server/env.js");
  const { start } = require("../../dist/server/main.js");
  const folder = mkdtempSync(join(tmpdir(), "dabiao-screenshots-"));
  const port = await freePort();
  let running;
  let browser;
  try {
    running = await start(
      readEnv({ DATABASE_URL: `sqlite:${join(folder, "demo.sqlite")}`, PORT: String(port), LOG_LEVEL: "silent" }),
    );
    browser = await openBrowser(folder);
    await use({ origin: `http://127.0.0.1:${port}`, browser });
  } finally {
    await browser?.close();
    await running?.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function openBrowser(folder) {
  const { chromium } = require("playwright-core");
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

function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer().once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const { port: free } = probe.address();
      probe.close(() => resolve(free));
    });
  });
}

/** What a visitor of the sandbox does: `say`, `press`, `fault`, `clock`. */
export async function control(origin, path, body) {
  const response = await fetch(`${origin}/sandbox/control/${path}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${path}: ${response.status}`);
  await new Promise((resolve) => setTimeout(resolve, 400));
}

export const sandboxState = async (origin) => (await fetch(`${origin}/sandbox/control/state`)).json();

/** The company's clock may be months behind the browser's, which would drop its cookies as too old: these have no end. */
export const lasting = (setCookie, url) =>
  setCookie
    .split("\n")
    .map((line) => line.split(";")[0].match(/^([^=]+)=(.*)$/))
    .filter((parts) => parts?.[2])
    .map(([, name, value]) => ({ name, value, url }));
