import { Bot } from "../bot/Bot";
import type { Actor, App, Channel, Delivery, Directory, DirectoryDepartment, DirectoryPerson } from "../domain/context";
import { Database, type Engine } from "../entities/database";
import { createDatabase, dropDatabase } from "./engines";

/** A clock that tests set. */
export class TestClock {
  constructor(private instant: Date) {}

  now() {
    return new Date(this.instant);
  }

  set(instant: Date | string | number) {
    this.instant = new Date(instant);
  }

  forward(milliseconds: number) {
    this.instant = new Date(this.instant.getTime() + milliseconds);
  }
}

/** A plain app on a real database, with a channel that keeps what it was given. */
export interface World {
  app: App;
  bot: Bot;
  clock: TestClock;
  db: Database;
  /** Where other processes find the database. */
  url: string;
  /** What the channel carried, in order. */
  sent: Delivery[];
  directory: TestDirectory;
  /** Statements since the last reset. */
  statements: string[];
  close(): Promise<void>;
}

export class TestDirectory implements Directory {
  constructor(
    public departmentList: DirectoryDepartment[] = [],
    public personList: DirectoryPerson[] = [],
  ) {}

  async departments() {
    return this.departmentList;
  }

  async people() {
    return this.personList;
  }

  async person(userId: string) {
    return this.personList.find((person) => person.userId === userId);
  }
}

/** Work days of the tests start here: Monday 2026-05-11, 10:00 in Shanghai. */
export const monday = new Date("2026-05-11T02:00:00Z");

/** `folder`: where a SQLite file is to lie. */
export async function openWorld(engine: Engine, folder?: string): Promise<World> {
  const url = await createDatabase(engine, folder);
  const statements: string[] = [];
  const db = await Database.open(url, { onQuery: (sql) => statements.push(sql) });
  await db.migrate();
  const clock = new TestClock(monday);
  const sent: Delivery[] = [];
  const channel: Channel = {
    limits: [],
    async deliver(delivery) {
      sent.push(delivery);
      return { kind: "sent", messageId: `m${sent.length}` };
    },
  };
  const directory = new TestDirectory();
  const silent = () => undefined;
  const app: App = {
    db,
    clock,
    channel,
    directory,
    company: { zone: "Asia/Shanghai", publicUrl: "http://127.0.0.1", auditKey: "a key for tests, known to all" },
    log: { info: silent, warn: silent, error: silent },
    wake: silent,
  };
  return {
    app,
    bot: new Bot(app),
    clock,
    db,
    url,
    sent,
    directory,
    statements,
    async close() {
      await db.close();
      await dropDatabase(url);
    },
  };
}

export type { Actor };
