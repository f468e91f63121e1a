import { setTimeout as sleep } from "node:timers/promises";
import { CheckIn, Event, KeyResult, Notice, Receipt } from "../../entities";
import type { Engine } from "../../entities/database";
import { buildEmployee, buildGoal } from "../factories";
import { monday, openWorld, type World } from "../world";
import { type CallbackAnswer, enterXml, post, seal, textXml } from "./callbacks";
import { Product } from "./Product";
import { Visitor, visit } from "./Visitor";
import { WecomStandIn } from "./WecomStandIn";

interface Options {
  /** Where a SQLite file is to lie. */
  folder?: string;
  /** How the product gets to the database. */
  urlOf?: (url: string) => string;
}

const same = (url: string) => url;

/** A server as in production, with one person who reports to it and looks at the day. */
export class Stage {
  /** Reports that were answered. */
  private readonly taken = new Set<number>();

  private constructor(
    readonly world: World,
    readonly wecom: WecomStandIn,
    readonly product: Product,
    readonly visitor: Visitor,
    private readonly userId: string,
  ) {}

  static async open(engine: Engine, { folder, urlOf = same }: Options = {}): Promise<Stage> {
    const world = await openWorld(engine, folder);
    const wecom = await WecomStandIn.start();
    const manager = await buildEmployee(world);
    const owner = await buildEmployee(world, { managerId: manager.id });
    await buildGoal(world, { ownerId: owner.id });
    const product = await Product.start(monday, { databaseUrl: urlOf(world.url), apiUrl: wecom.url });
    const userId = owner.wecomUserId ?? "";
    return new Stage(world, wecom, product, await Visitor.signIn(product.url, wecom, userId), userId);
  }

  async close() {
    await this.product.kill();
    await this.wecom.stop();
    await this.world.close();
  }

  /** The person reports one more; the id is the message's. */
  async report(id: number): Promise<CallbackAnswer | undefined> {
    const plain = textXml({ userId: this.userId, id: String(id), at: monday, text: "进度 GMV +1" });
    const answer = await post(this.product.url, seal(plain, monday));
    if (answer?.status === 200) this.taken.add(id);
    return answer;
  }

  /** The person opens the app: a welcome is owed. */
  enter(): Promise<CallbackAnswer | undefined> {
    return post(this.product.url, seal(enterXml({ userId: this.userId, at: monday }), monday));
  }

  reports(from: number, count: number) {
    return Promise.all(Array.from({ length: count }, (_, index) => this.report(from + index)));
  }

  async ready(): Promise<number> {
    return (await visit(`${this.product.url}/readyz`)).status;
  }

  async alive(): Promise<number> {
    return (await visit(`${this.product.url}/healthz`)).status;
  }

  /** Ends when the product says it is ready; nobody helps it. */
  async recovered(): Promise<void> {
    while ((await this.ready()) !== 200) await sleep(50);
  }

  /** Each report that was answered is there once, with all that belongs to it, and nothing of the others. */
  async expectReports() {
    const count = this.taken.size;
    const { read } = this.world.db;
    const [keyResult] = await read.find(KeyResult);
    expect({
      reports: await read.count(CheckIn),
      value: keyResult?.current ?? 0,
      receipts: await read.count(Receipt),
      events: await read.countBy(Event, { name: "checkIn.recorded" }),
    }).toEqual({ reports: count, value: count * 10_000, receipts: count, events: count });
  }

  /** Whether nothing is owed any more; waits for it. */
  async delivered(): Promise<void> {
    while (await this.world.db.read.existsBy(Notice, { state: "owed" })) await sleep(50);
  }
}

/** What every refusal by an absent database looks like. */
export const unavailable = {
  status: 503,
  type: expect.stringContaining("application/problem+json"),
  body: expect.stringContaining("database.unavailable"),
};
