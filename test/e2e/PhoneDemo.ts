import type { Browser, BrowserContext, Page } from "playwright-core";
import { freePort } from "../../bench/freePort";
import type { Engine } from "../../entities/database";
import { readEnv } from "../../server/env";
import { type Running, start } from "../../server/main";
import { openBrowser } from "../browser";
import { createDatabase, dropDatabase } from "../engines";

interface View {
  width?: number;
  height?: number;
  scheme?: "light" | "dark";
  /** How big letters are, as chosen in 消息设置. */
  textScale?: number;
}

/** The real server with the demo company and the built pages, and a browser that plays people's phones. */
export class PhoneDemo {
  private constructor(
    readonly origin: string,
    private readonly running: Running,
    private readonly url: string,
    private readonly opened: { browser: Browser; close(): Promise<void> },
  ) {}

  static async start(engine: Engine): Promise<PhoneDemo> {
    const url = await createDatabase(engine);
    const port = await freePort();
    const running = await start(
      readEnv({ NODE_ENV: "test", DATABASE_URL: url, PORT: String(port), LOG_LEVEL: "silent" }),
    );
    return new PhoneDemo(`http://127.0.0.1:${port}`, running, url, await openBrowser());
  }

  async stop(): Promise<void> {
    await this.opened.close();
    await this.running.stop();
    await dropDatabase(this.url);
  }

  /** A phone on which somebody of the demo company is signed in. */
  async phoneOf(userId: string, view: View = {}): Promise<Phone> {
    const { width = 375, height = 812, scheme = "light", textScale } = view;
    const context = await this.opened.browser.newContext({
      viewport: { width, height },
      colorScheme: scheme,
      locale: "zh-CN",
      timezoneId: "Asia/Shanghai",
      serviceWorkers: "block",
    });
    if (textScale)
      await context.addInitScript(`localStorage.setItem("textScale", JSON.stringify({ data: ${textScale} }))`);
    const signedIn = await context.request.post(`${this.origin}/api/v1/session/sandbox`, {
      data: { userId },
      headers: { origin: this.origin },
    });
    if (!signedIn.ok()) throw new Error(`${userId} cannot sign in: ${signedIn.status()}`);
    return new Phone(context, await context.newPage(), this.origin);
  }

  /** What a visitor of the sandbox does: `say`, `press`, `clock`. */
  async control(path: string, body: object): Promise<void> {
    const response = await fetch(`${this.origin}/sandbox/control/${path}`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`${path}: ${response.status}`);
  }

  /** The messages of a chat as text, the newest last. */
  async chat(userId: string): Promise<{ id: string; text: string; content: Content }[]> {
    const answer = await fetch(`${this.origin}/sandbox/control/state`);
    const { chats } = (await answer.json()) as { chats: Record<string, { id: string; content: Content }[]> };
    return (chats[userId] ?? []).map((message) => ({
      ...message,
      text: JSON.stringify(message.content),
    }));
  }

  /** Waits until a chat has a message with a text. */
  async sees(userId: string, text: string) {
    for (let tries = 0; tries < 100; tries++) {
      const found = (await this.chat(userId)).findLast((message) => message.text.includes(text));
      if (found) return found;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    throw new Error(`${userId} never saw ${text}`);
  }
}

interface Content {
  button_list?: Button[];
}

interface Button {
  text: string;
  key: string;
}

/** One person's phone. */
export class Phone {
  /** What the pages complained of. */
  readonly complaints: string[] = [];
  /** Calls of the API since the last page was opened. */
  calls: string[] = [];

  constructor(
    readonly context: BrowserContext,
    readonly page: Page,
    private readonly origin: string,
  ) {
    page.on("pageerror", (error) => this.complaints.push(String(error)));
    page.on("console", (message) => message.type() === "error" && this.complaints.push(message.text()));
    page.on("request", (request) => {
      const { pathname } = new URL(request.url());
      if (pathname.startsWith("/api/")) this.calls.push(`${request.method()} ${pathname}`);
    });
  }

  /** Opens a page, `today/index` or `goal/index?id=…`, and waits until it has what it shows. */
  async open(path: string): Promise<void> {
    await this.page.goto("about:blank");
    this.calls = [];
    await this.page.goto(`${this.origin}/h5/#/pages/${path}`);
    await this.page.locator(".page").first().waitFor();
    await this.page.locator(".skeleton").first().waitFor({ state: "detached" });
  }

  async get<T>(path: string): Promise<T> {
    return (await this.context.request.get(`${this.origin}/api/v1${path}`)).json();
  }

  close = () => this.context.close();
}
