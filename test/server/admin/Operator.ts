import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Database, type Engine } from "../../../entities/database";
import { admin } from "../../../server/admin";
import { createDatabase, dropDatabase } from "../../engines";
import { FakeWecom } from "./FakeWecom";

/** An operator at a terminal, with an empty database and a WeCom of their own. */
export class Operator {
  now = new Date("2026-05-11T02:00:00Z");
  /** What the last command said, and what it complained about. */
  said: string[] = [];
  complaints: string[] = [];
  readonly env: NodeJS.ProcessEnv;
  private readonly folder = mkdtempSync(join(tmpdir(), "dabiao-admin-"));

  private constructor(
    readonly url: string,
    readonly wecom: FakeWecom,
  ) {
    this.env = {
      DATABASE_URL: url,
      PUBLIC_URL: "https://dabiao.example.com",
      WECOM_CORP_ID: "ww1",
      WECOM_AGENT_ID: "1000002",
      WECOM_SECRET: "very-secret",
      WECOM_TOKEN: "token",
      WECOM_ENCODING_AES_KEY: "jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C",
      WECOM_API_URL: wecom.url,
      SESSION_SECRET: "s".repeat(32),
    };
  }

  static async start(engine: Engine): Promise<Operator> {
    return new Operator(await createDatabase(engine), await FakeWecom.start());
  }

  /** Types a command; answers its exit code. */
  async type(...argv: string[]): Promise<number> {
    this.said = [];
    this.complaints = [];
    return admin(argv, {
      env: this.env,
      out: (line) => this.said.push(line),
      err: (line) => this.complaints.push(line),
      now: () => this.now,
    });
  }

  /** Everything the last command wrote. */
  get screen() {
    return [...this.said, ...this.complaints].join("\n");
  }

  file(name: string, content: string | Uint8Array): string {
    const path = this.path(name);
    writeFileSync(path, content);
    return path;
  }

  path(name: string): string {
    return join(this.folder, name);
  }

  /** Looks into the database beside the commands. */
  async inDatabase<T>(look: (db: Database) => Promise<T>): Promise<T> {
    const db = await Database.open(this.url);
    try {
      return await look(db);
    } finally {
      await db.close();
    }
  }

  async stop() {
    await this.wecom.stop();
    await dropDatabase(this.url);
    rmSync(this.folder, { recursive: true });
  }
}
