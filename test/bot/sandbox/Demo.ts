import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePort } from "../../../bench/freePort";
import { readEnv } from "../../../server/env";
import { type Running, start } from "../../../server/main";

const realNow = Date.now;

/** The real server on a fresh SQLite file with the demo company, at an hour of its own. */
export class Demo {
  private constructor(
    private running: Running,
    readonly origin: string,
    private readonly folder: string,
    private readonly settings: NodeJS.ProcessEnv,
  ) {}

  static async start(at: Date, settings: NodeJS.ProcessEnv = {}): Promise<Demo> {
    const ahead = at.getTime() - realNow();
    Date.now = () => realNow() + ahead;
    const folder = mkdtempSync(join(tmpdir(), "dabiao-demo-"));
    const port = await freePort();
    return new Demo(await run(folder, port, settings), `http://127.0.0.1:${port}`, folder, settings);
  }

  /** Stops and starts again on the same file. */
  async restart() {
    await this.running.stop();
    this.running = await run(this.folder, Number(new URL(this.origin).port), this.settings);
  }

  get app() {
    return this.running.app;
  }

  async stop() {
    await this.running.stop();
    Date.now = realNow;
    rmSync(this.folder, { recursive: true, force: true });
  }
}

const run = (folder: string, port: number, settings: NodeJS.ProcessEnv) =>
  start(
    readEnv({
      NODE_ENV: "test",
      DATABASE_URL: `sqlite:${join(folder, "demo.sqlite")}`,
      PORT: String(port),
      LOG_LEVEL: "silent",
      ...settings,
    }),
  );
