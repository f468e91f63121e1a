import { readFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";
import type { Browser, BrowserContext, Locator, Page } from "playwright-core";
import { buildWeapp } from "./buildWeapp";
import { readPackage } from "./readPackage";

export interface Phone {
  /** Answers the code that `wx.qy.login` gives; without one it is WeChat, not WeCom. */
  issueCode?: () => Promise<string>;
  scheme?: "light" | "dark";
  first?: string;
  /** Photos and files that will be chosen, in turn. */
  album?: readonly { name: string; bytes: Buffer }[];
}

const folder = join(__dirname, "browser");

/** The compiled mini-program in a browser, beside a real server: WeChat's framework, our stand-in for WeChat itself. */
export class Harness {
  private constructor(
    private readonly browser: Browser,
    private readonly origin: string,
    private readonly script: string,
  ) {}

  static async create(browser: Browser, origin: string): Promise<Harness> {
    const { outputFiles } = await build({
      entryPoints: [join(folder, "main.js")],
      bundle: true,
      write: false,
      format: "iife",
      globalName: "harness",
      target: "es2022",
      define: { "process.env.NODE_ENV": '"production"' },
    });
    return new Harness(browser, origin, `${outputFiles[0]!.text}\n${readPackage(await buildWeapp())}`);
  }

  /** Opens the mini-program on a phone of its own. Reloading its page is killing and opening it. */
  async open({
    issueCode,
    scheme = "light",
    first = "pages/today/index",
    album = [],
  }: Phone = {}): Promise<MiniProgram> {
    const context = await this.browser.newContext({
      viewport: { width: 375, height: 812 },
      colorScheme: scheme,
      locale: "zh-CN",
      timezoneId: "Asia/Shanghai",
      hasTouch: true,
    });
    const page = await context.newPage();
    const phone = new MiniProgram(context, page);
    const view = {
      first,
      isWecom: issueCode !== undefined,
      album: album.map(({ name, bytes }) => ({ name, base64: bytes.toString("base64") })),
    };
    const start = `window.phone = harness.run({ ...miniProgram, ...${JSON.stringify(view)} });`;
    // wx.request knows no other origins: the page takes the server's own.
    await page.route(`${this.origin}/__weapp/*`, (route) =>
      route.fulfill(
        route.request().url().endsWith(".js")
          ? { contentType: "text/javascript", body: `${this.script}\n${start}` }
          : { contentType: "text/html", body: html },
      ),
    );
    await page.exposeFunction("issueWecomCode", issueCode ?? (() => Promise.reject(new Error("not in WeCom"))));
    await page.goto(`${this.origin}/__weapp/index.html`);
    return phone;
  }
}

const html = `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1"><link rel="icon" href="data:,">
<style>${readFileSync(join(folder, "frame.css"), "utf8")}</style></head><body><script src="main.js"></script></body></html>`;

/** One open mini-program, handled by what is to be seen. */
export class MiniProgram {
  /** What it complained of. */
  readonly complaints: string[] = [];

  constructor(
    private readonly context: BrowserContext,
    readonly page: Page,
  ) {
    page.on("pageerror", (error) => this.complaints.push(error.stack ?? String(error)));
    page.on("console", (message) => {
      // That an answer was no is said by browsers, not by wx.request.
      if (message.type() === "error" && !message.text().startsWith("Failed to load resource"))
        this.complaints.push(message.text());
    });
  }

  /** The page on top. */
  get top(): Locator {
    return this.page.locator("page:not([hidden])");
  }

  /** Waits until the page on top shows a text. */
  sees = (text: string | RegExp) => this.top.getByText(text).first().waitFor();

  tap = (text: string | RegExp) =>
    this.top
      .getByText(text, { exact: typeof text === "string" })
      .first()
      .click();

  tab = (text: string) => this.page.locator(".harness-tabs").getByText(text, { exact: true }).click();

  back = () => this.page.locator(".harness-bar button").click();

  /** Presses a word of a dialogue that WeChat draws. */
  answer = (word: string) => this.page.locator(".harness-modal").getByText(word, { exact: true }).click();

  /** The field below a label. */
  field = (label: string) =>
    this.top
      .locator(".field", { has: this.page.getByText(label, { exact: true }) })
      .first()
      .locator("input, textarea");

  /** Where it is: `pages/goal/index`. */
  path = () => this.page.evaluate("phone.stack.top.path") as Promise<string>;

  /** How many pages are open, one upon the other. */
  depth = () => this.page.evaluate("phone.stack.pages.length") as Promise<number>;

  /** Kills the mini-program and opens it again. */
  restart = () => this.page.reload();

  pullDown = () => this.page.evaluate("phone.pullDown()");

  setOffline = (isOffline: boolean) => this.context.setOffline(isOffline);

  close = () => this.context.close();
}
