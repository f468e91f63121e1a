import { copyFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Sqlite from "better-sqlite3";
import { In } from "typeorm";
import type { DeskBill } from "../../../bot/sandbox/pay/DeskBill";
import type { App } from "../../../domain/context";
import { reconcileDay } from "../../../domain/payouts/reconcileDay";
import { PacketPart, Payout } from "../../../entities";
import { Database, type Engine } from "../../../entities/database";
import { payOut } from "../../../jobs/payOut";
import { monday } from "../../world";
import { Product } from "../Product";
import { expectAgreed } from "./expectAgreed";
import { MoneyStage, packetFen } from "./MoneyStage";

export const packets = 200;
/** Which of the run's packets is next. */
export const positions = { first: 0, middle: packets / 2, last: packets - 1 };
/** What is being done about it when the process dies. */
export type Step = "sending" | "asking";
interface Copy {
  file: string;
  taken: DeskBill[];
  now: Date;
  /** The packets behind the next one are not due. */
  isAlone?: boolean;
}

/** Longer than a lease. */
const leaseMinutes = 11;

/** A run of 200 packets, and processes that pay them and are killed. */
export class PacketRun {
  private standby = Product.standBy();
  private readonly folder = mkdtempSync(join(tmpdir(), "dabiao-run-"));
  private readonly bills: DeskBill[] = [];
  private order: string[] = [];
  /** Packets the runs before have brought to their end. */
  private next = 0;

  private constructor(readonly stage: MoneyStage) {}

  static async open(engine: Engine): Promise<PacketRun> {
    const run = new PacketRun(await MoneyStage.open(engine));
    await run.stage.owe(packets);
    const parts = await run.stage.world.db.read.find(PacketPart, { order: { nextAt: "ASC", id: "ASC" } });
    run.order = parts.map(({ id }) => id);
    return run;
  }

  async close() {
    await (await this.standby).kill();
    await this.stage.close();
    rmSync(this.folder, { recursive: true });
  }

  /** SQLite: a copy of the run, with so many of its packets paid and all the others due, and its books. */
  async copyAt(position: number): Promise<Copy> {
    const { world, provider } = this.stage;
    provider.onBill = (bill) => this.bills.push(bill);
    await this.wait(world.app, position);
    await this.payAll(world.app);
    await this.due(world.app);
    provider.onBill = () => undefined;
    const file = join(this.folder, `${position}.sqlite`);
    const source = new Sqlite(world.db.file);
    await source.backup(file);
    source.close();
    return { file, taken: [...this.bills], now: world.clock.now() };
  }

  /**
   * Kills a process at a point of the work on the copy's next packet, and holds what another makes of it to the books.
   * Answers the points' names when it lived through all of them.
   */
  async killOnCopy({ isAlone, ...copy }: Copy, position: number, step: Step, killAt: number) {
    const file = join(this.folder, "case.sqlite");
    rmSync(file, { force: true });
    copyFileSync(copy.file, file);
    this.stage.world.clock.set(copy.now);
    this.stage.provider.reopen(copy.taken);
    const db = await Database.open(`sqlite:${file}`);
    try {
      const app = this.stage.appOn(db);
      if (isAlone) await this.only(app, [this.order[position]!]);
      return await this.kill({ app, url: `sqlite:${file}`, position, step, killAt });
    } finally {
      await db.close();
    }
  }

  /** The same on the database itself: each time the next packet of the run is the one. */
  async killInTurn(step: Step, killAt: number) {
    const { app, url } = this.stage.world;
    const position = this.next;
    this.next += 3;
    await this.only(app, this.order.slice(position, killAt === Number.MAX_SAFE_INTEGER ? position + 1 : position + 3));
    return this.kill({ app, url, position, step, killAt });
  }

  private async kill(one: { app: App; url: string; position: number; step: Step; killAt: number }) {
    const { app, url, position, step, killAt } = one;
    const partId = this.order[position]!;
    if (step === "asking") {
      await this.only(app, [partId]);
      await payOut(app);
      this.stage.forward(2);
    }
    const product = await this.start(url);
    const names = await product.pay(killAt).catch(orDead(product));
    await product.kill();
    // It and those of its batch that come next; the others have their turn later.
    await this.only(app, this.order.slice(position, position + 3));
    await this.payAll(app);
    const part = await app.db.read.findOneByOrFail(PacketPart, { id: partId });
    expect([part.state, await app.db.read.countBy(Payout, { partId })]).toEqual(["paid", 1]);
    await expectAgreed(app, this.stage.provider.desk, false);
    return names;
  }

  /** A process pays whatever is due until so many points have passed; answers whether it died there. */
  async killAfter(points: number): Promise<boolean> {
    const product = await this.start(this.stage.world.url);
    const names = await product.pay(points).catch(orDead(product));
    await product.kill();
    this.stage.forward(leaseMinutes);
    return names === undefined;
  }

  /** All that is left is paid, and both books and the provider's statement agree. */
  async finish() {
    const { world, provider } = this.stage;
    await this.due(world.app);
    await this.payAll(world.app);
    await expectAgreed(world.app, provider.desk);
    expect(provider.desk.books().map(({ amountFen }) => amountFen)).toEqual(Array(packets).fill(packetFen));
    expect(await reconcileDay(world.app, world.app.payer!, "2026-05-11")).toEqual([]);
  }

  private async start(url: string): Promise<Product> {
    const product = await this.standby;
    this.standby = Product.standBy();
    await product.start(this.stage.world.clock.now(), this.stage.start(url, { SERVICES: "web" }));
    return product;
  }

  /** Past the leases of the dead, and until what was sent has been asked after. */
  private async payAll(app: App) {
    this.stage.forward(leaseMinutes);
    await payOut(app);
    this.stage.forward(2);
    await payOut(app);
  }

  /** Of what is owed, only these are due. */
  private async only(app: App, ids: string[]) {
    await app.db.transaction(async (db) => {
      await db.update(PacketPart, { state: "owed" }, { nextAt: null });
      await db.update(PacketPart, { id: In(ids), state: "owed" }, { nextAt: this.stage.world.clock.now() });
    });
  }

  private wait = (app: App, position: number) => this.only(app, this.order.slice(0, position));

  private due = (app: App) => app.db.transaction((db) => db.update(PacketPart, { state: "owed" }, { nextAt: monday }));
}

/** That it died is what was wanted; anything else that went wrong is not. */
const orDead = (product: Product) => (error: unknown) => {
  if (product.ended !== "SIGKILL") throw error;
  return undefined;
};
