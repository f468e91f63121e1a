import http from "node:http";
import type { App } from "../../../domain/context";

/**
 * Counts the points of a process's work at which it may die with another outcome: after each statement that writes, after
 * each commit, and before and after each call over the network. At the wanted one it kills itself, at once.
 */
export class KillPoints {
  private seen = 0;
  private killAt = Number.POSITIVE_INFINITY;
  readonly names: string[] = [];

  constructor(app: App) {
    this.watchDatabase(app);
    this.watchNetwork();
  }

  /** From now on; a number beyond the last point kills nothing. */
  arm(killAt: number) {
    this.seen = 0;
    this.names.length = 0;
    this.killAt = killAt;
  }

  private pass(name: string) {
    this.names.push(name);
    if (++this.seen !== this.killAt) return;
    process.kill(process.pid, "SIGKILL");
    // Nothing more is done until it has arrived.
    for (;;);
  }

  private watchDatabase({ db }: App) {
    const { writer } = db as unknown as { writer: { createQueryRunner(): { query(sql: string): Promise<unknown> } } };
    const create = writer.createQueryRunner.bind(writer);
    const watched = new WeakSet<object>();
    writer.createQueryRunner = () => {
      const runner = create();
      // SQLite has one for everybody.
      if (watched.has(runner)) return runner;
      watched.add(runner);
      const query = runner.query.bind(runner) as (...all: unknown[]) => Promise<unknown>;
      runner.query = async (sql: string, ...rest: unknown[]) => {
        const answer = await query(sql, ...rest);
        const verb = /^\s*(INSERT|UPDATE|DELETE|COMMIT)\b\s*(?:INTO|OR \w+ INTO)?\s*[`"]?(\w*)/i.exec(sql);
        if (verb) this.pass(`${verb[1]} ${verb[2]}`.trim());
        return answer;
      };
      return runner;
    };
  }

  private watchNetwork() {
    const request = http.request.bind(http) as (...all: unknown[]) => http.ClientRequest;
    Object.assign(http, {
      request: (url: string, ...rest: unknown[]) => {
        this.pass("before paying");
        const sent = request(url, ...rest);
        sent.on("response", (response) => response.on("end", () => this.pass("after paying")));
        return sent;
      },
    });
    const { fetch } = globalThis;
    globalThis.fetch = async (...asked) => {
      this.pass("before WeCom");
      const answer = await fetch(...asked);
      this.pass("after WeCom");
      return answer;
    };
  }
}
