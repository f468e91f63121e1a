import type { Browser, BrowserContext, Page } from "playwright-core";
import { freePort } from "../../bench/freePort";
import { Employee } from "../../entities";
import type { Database, Engine } from "../../entities/database";
import { type Env, readEnv } from "../../server/env";
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
    private readonly env: Env,
    private running: Running,
    private readonly opened: { browser: Browser; close(): Promise<void> },
  ) {}

  static async start(engine: Engine): Promise<PhoneDemo> {
    const url = await createDatabase(engine);
    const port = await freePort();
    const env = readEnv({ NODE_ENV: "test", DATABASE_URL: url, PORT: String(port), LOG_LEVEL: "silent" });
    return new PhoneDemo(env, await start(env), await openBrowser());
  }

  get origin(): string {
    return this.env.publicUrl;
  }

  get db(): Database {
    return this.running.app.db;
  }

  async stop(): Promise<void> {
    await this.opened.close();
    await this.running.stop();
    await dropDatabase(this.env.databaseUrl);
  }

  /** The server is away; phones stay as they are. */
  stopServer = () => this.running.stop();

  /** It is back, on the same database and port. */
  async startServer(): Promise<void> {
    this.running = await start(this.env);
  }

  person = (userId: string) => this.db.read.findOneByOrFail(Employee, { wecomUserId: userId });

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
    // Less than a test may take: what was waited for in vain is named.
    context.setDefaultTimeout(15_000);
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

  /** As WeCom's own browser, which knows who holds it: signing in anew asks nothing. */
  async signsInSilentlyAs(userId: string): Promise<void> {
    await this.context.route("**/api/v1/session/oauth?*", async (route) => {
      const answer = await route.fetch({ maxRedirects: 0 });
      const away = new URL(answer.headers().location ?? "", this.origin);
      away.searchParams.set("as", userId);
      await route.fulfill({ response: answer, headers: { ...answer.headers(), location: away.href } });
    });
  }

  /** Presses keys of the number pad. */
  async press(keys: string): Promise<void> {
    const pad = this.page.locator(".pad");
    for (const key of keys) await pad.getByRole("button", { name: key, exact: true }).click();
  }

  /** How often a call was made since the last page was opened. */
  count = (call: string | RegExp) =>
    this.calls.filter((one) => (typeof call === "string" ? one === call : call.test(one))).length;

  async get<T>(path: string): Promise<T> {
    return (await this.context.request.get(`${this.origin}/api/v1${path}`)).json();
  }

  async post<T>(path: string, data: object): Promise<T> {
    const headers = { origin: this.origin };
    const answer = await this.context.request.post(`${this.origin}/api/v1${path}`, { data, headers });
    if (!answer.ok()) throw new Error(`${path}: ${answer.status()} ${await answer.text()}`);
    return answer.json();
  }

  close = () => this.context.close();
}
