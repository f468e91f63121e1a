import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { freePort } from "../../bench/freePort";
import { compileServe } from "./compile";
import { keys } from "./keys";
import type { Answer, Request } from "./serve";

interface Start {
  databaseUrl: string;
  apiUrl: string;
  environment?: Record<string, string>;
}

/** The product as it runs in production: a process of its own, which tests may kill, on a clock that they set. */
export class Product {
  private static script: string | undefined;
  private readonly waiting = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>();
  private asked = 0;
  /** Set when the process has ended; a signal's name when it was killed. */
  ended: number | string | undefined;
  url = "";
  /** Ends when it listens. */
  readonly listening: Promise<void>;
  private isListening: () => void = () => undefined;

  private constructor(private readonly child: ChildProcess) {
    this.listening = new Promise((resolve) => {
      this.isListening = resolve;
    });
    child.on("message", ({ id, value, error }: Answer) => {
      const one = this.waiting.get(id);
      this.waiting.delete(id);
      if (error === undefined) one?.resolve(value);
      else one?.reject(new Error(error));
    });
    child.once("exit", (code, signal) => {
      this.ended = signal ?? code ?? 0;
      for (const { reject } of this.waiting.values()) reject(new Error(`the process ended: ${this.ended}`));
    });
  }

  /** A process with everything loaded that has opened nothing yet. */
  static async standBy(): Promise<Product> {
    Product.script ??= compileServe();
    const child = fork(Product.script, [], {
      execArgv: ["--expose-gc"],
      stdio: ["ignore", "inherit", "inherit", "ipc"],
    });
    const product = new Product(child);
    await new Promise((resolve, reject) => product.waiting.set(0, { resolve, reject }));
    return product;
  }

  /** A process that lives at an instant and listens. */
  static async start(now: Date, options: Start): Promise<Product> {
    const product = await Product.standBy();
    await product.start(now, options);
    return product;
  }

  async start(now: Date, { databaseUrl, apiUrl, environment }: Start): Promise<void> {
    const port = await freePort();
    this.url = `http://127.0.0.1:${port}`;
    await this.liveAt(now);
    await this.ask({
      ask: "start",
      environment: {
        NODE_ENV: "test",
        DATABASE_URL: databaseUrl,
        PORT: String(port),
        WECOM_CORP_ID: keys.receiveId,
        WECOM_AGENT_ID: "7",
        WECOM_SECRET: "app secret of the tests",
        WECOM_TOKEN: keys.token,
        WECOM_ENCODING_AES_KEY: keys.encodingAesKey,
        WECOM_API_URL: apiUrl,
        SESSION_SECRET: "for tests only and worth nothing at all",
        LOG_LEVEL: "silent",
        ...environment,
      },
    });
    this.isListening();
  }

  liveAt(now: Date) {
    return this.ask({ ask: "liveAt", instant: now.getTime() });
  }

  /** Runs what is due of these jobs, having lived since an instant; answers what ran here. */
  async tick(jobs: string[], from: Date): Promise<string[]> {
    return (await this.ask({ ask: "tick", jobs, from: from.getTime() })) as string[];
  }

  /** Pays what is due, unless it dies at a point of it; answers the points it has passed. */
  async pay(killAt: number): Promise<string[]> {
    return (await this.ask({ ask: "pay", killAt })) as string[];
  }

  /** Bytes in use after a collection. */
  async heap(): Promise<number> {
    return Number(await this.ask({ ask: "heap" }));
  }

  /** kill -9 */
  async kill(): Promise<void> {
    this.child.kill("SIGKILL");
    await this.exit();
  }

  async exit(): Promise<number | string> {
    if (this.ended === undefined) await once(this.child, "exit");
    return this.ended ?? 0;
  }

  get pid() {
    return this.child.pid ?? 0;
  }

  private ask(request: Request): Promise<unknown> {
    const id = ++this.asked;
    return new Promise((resolve, reject) => {
      this.waiting.set(id, { resolve, reject });
      this.child.send({ id, ...request }, (error) => error && reject(error));
    });
  }
}
