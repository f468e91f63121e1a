import { setTimeout as sleep } from "node:timers/promises";
import fc from "fast-check";
import { insertMany } from "../../domain/insertMany";
import { newId } from "../../domain/newId";
import { Approval, CheckIn, Employee, KeyResult, Notice, Objective, Receipt } from "../../entities";
import type { Engine } from "../../entities/database";
import { buildCycle, buildEmployee, buildGoal } from "../factories";
import { openWorld, type World } from "../world";
import { post, seal } from "./callbacks";
import { Errands } from "./Errands";
import { Product } from "./Product";
import { WecomStandIn } from "./WecomStandIn";

/** When a process is killed: in milliseconds after something, or at the count of what the outside has seen of it. */
interface KillPoint {
  after: "start" | "listening" | "answers" | "carried" | "work";
  count: number;
}

const killPoint: fc.Arbitrary<KillPoint> = fc.oneof(
  { weight: 1, arbitrary: fc.record({ after: fc.constant("start"), count: fc.integer({ min: 0, max: 250 }) }) },
  { weight: 2, arbitrary: fc.record({ after: fc.constant("listening"), count: fc.integer({ min: 0, max: 200 }) }) },
  { weight: 3, arbitrary: fc.record({ after: fc.constant("answers"), count: fc.integer({ min: 1, max: 14 }) }) },
  { weight: 3, arbitrary: fc.record({ after: fc.constant("carried"), count: fc.integer({ min: 1, max: 8 }) }) },
);

const kills = 50;
const days = ["2026-05-11", "2026-05-12"];
const slotsPerDay = kills / days.length;
/** From 09:00 to 15:00 in Shanghai. */
const slotOf = (day: string, index: number) => new Date(Date.parse(`${day}T09:00:00+08:00`) + index * 15 * 60_000);
const later = (instant: Date, minutes: number) => new Date(instant.getTime() + minutes * 60_000);
/** As many sends as one process may have under way. */
const sendsAtOnce = 16 * 4;

/**
 * A small company at work, whose server is killed fifty times. The test holds what people did and were answered, and
 * what WeCom took; in the end the database must tell the same story.
 */
export class KillRounds {
  readonly errands = new Errands();
  private readonly reported = new Map<string, number>();
  private readonly staff: (Employee & { keyResultId: string })[] = [];
  private readonly proposers: Employee[] = [];
  private readonly submitted: { goalId: string; managerUserId: string }[] = [];
  /** What was answered otherwise when it was asked again. */
  private readonly changedAnswers: string[] = [];
  private pressed = 0;
  private proposed = 0;
  private standby = Product.standBy();

  private constructor(
    readonly world: World,
    readonly wecom: WecomStandIn,
  ) {}

  static async open(engine: Engine): Promise<KillRounds> {
    const rounds = new KillRounds(await openWorld(engine), await WecomStandIn.start());
    await rounds.seed();
    return rounds;
  }

  async close() {
    await (await this.standby).kill();
    await this.wecom.stop();
    await this.world.close();
  }

  /** All rounds; after each day one that is not killed and brings everything to its end. */
  async play(seed: number): Promise<void> {
    const plan = fc.sample(killPoint, { numRuns: kills, seed });
    // A job that never ran is due from the first start on.
    await this.calm(slotOf("2026-05-11", -1));
    for (const day of days) {
      for (let index = 0; index < slotsPerDay; index++) {
        const kill = plan.shift() ?? { after: "start", count: 0 };
        // Slots older than two hours are not made up for: now and then a process gets that far.
        await this.round(slotOf(day, index), index % 6 === 5 ? { after: "work", count: kill.count } : kill);
        await this.expectAnsweredIsStored();
      }
      await this.calm(slotOf(day, slotsPerDay));
    }
  }

  private async round(slot: Date, kill: KillPoint) {
    // The slot's nudges fall due up to twelve minutes after it.
    const now = later(slot, 13);
    this.giveErrands(now);
    const product = await this.takeStandby();
    const killed = this.killAt(product, kill);
    const started = product.start(now, { databaseUrl: this.world.url, apiUrl: this.wecom.url });
    const work = started.then(() =>
      Promise.all([
        product.tick(["nudgeDaily"], later(slot, -1)),
        this.repeatSome(product.url, now),
        this.errands.run(product.url, now),
      ]),
    );
    work.catch(() => undefined);
    // What fails before the kill fails the test.
    await Promise.race([work.then(() => sleep(kill.after === "work" ? kill.count : 40)), killed]);
    await product.kill();
    await work.catch(() => undefined);
    expect(product.ended).toBe("SIGKILL");
  }

  /** Ends when the point is reached. */
  private killAt(product: Product, { after, count }: KillPoint): Promise<void> {
    if (after === "start") return sleep(count);
    if (after === "work") return new Promise(() => undefined);
    if (after === "listening") return product.listening.then(() => sleep(count));
    let seen = 0;
    return new Promise((resolve) => {
      const note = () => {
        if (++seen === count) resolve();
      };
      this.errands.onAnswer = after === "answers" ? note : () => undefined;
      this.wecom.onCarried = after === "carried" ? note : () => undefined;
    });
  }

  /** Runs undisturbed until every errand is answered and nothing is owed any more. */
  private async calm(now: Date) {
    const product = await this.takeStandby();
    await product.start(now, { databaseUrl: this.world.url, apiUrl: this.wecom.url });
    await product.tick(["nudgeDaily"], later(now, -1));
    while (this.errands.open.length > 0) await this.errands.run(product.url, now);
    // Past the leases of those who were killed, and short of the next slot.
    await product.liveAt(later(now, 14));
    await product.tick(["nudgeDaily"], later(now, -1));
    while (await this.world.db.read.existsBy(Notice, { state: "owed" })) await sleep(50);
    await product.kill();
  }

  private async takeStandby(): Promise<Product> {
    const product = await this.standby;
    this.standby = Product.standBy();
    return product;
  }

  private giveErrands(now: Date) {
    for (const person of this.staff.filter((_, index) => (index + this.errands.all.length) % 5 === 0)) {
      const amount = (this.errands.all.length % 900) + 1;
      this.reported.set(person.keyResultId, (this.reported.get(person.keyResultId) ?? 0) + amount);
      this.errands.say(person.wecomUserId ?? "", `进度 GMV +${amount}`, later(now, -1));
    }
    for (const { goalId, managerUserId } of this.submitted.slice(this.pressed, this.pressed + 3))
      this.errands.press(managerUserId, `goal.approve:${goalId}`, now);
    this.pressed = Math.min(this.pressed + 3, this.submitted.length);
    for (const proposer of this.proposers.splice(0, 1)) this.propose(proposer, now);
  }

  /** A line after the other, each once the one before is answered. */
  private propose({ wecomUserId }: Employee, now: Date) {
    this.proposed += 1;
    const lines = ["新目标", `把店铺做大${this.proposed}`, "1", "GMV 做到 100万元", "完成"];
    const sayNext = () => {
      const line = lines.shift();
      if (line) this.errands.say(wecomUserId ?? "", line, now, sayNext);
    };
    sayNext();
  }

  /** What was answered before is asked again: the answer is the same, and the end of the story too. */
  private async repeatSome(url: string, now: Date) {
    const some = this.errands.answered.filter((_, index) => index % 23 === this.pressed % 23);
    for (const { plain, answer } of some) {
      const again = await post(url, seal(plain, now));
      if (again?.status === 200 && again.words !== answer?.words) this.changedAnswers.push(plain);
    }
  }

  private async expectAnsweredIsStored() {
    expect(await this.world.db.read.count(Receipt)).toBeGreaterThanOrEqual(this.errands.answered.length);
  }

  /** Everything once: facts, messages, and what belongs to them. */
  async expectWhole() {
    const { read } = this.world.db;
    expect(this.changedAnswers).toEqual([]);
    expect(await read.count(Receipt)).toBe(this.errands.all.length);
    const keyResults = await read.findBy(KeyResult, { title: "GMV", accumulation: "sum" });
    const reported = keyResults.filter(({ id }) => this.reported.has(id));
    expect(Object.fromEntries(reported.map(({ id, current }) => [id, current]))).toEqual(
      Object.fromEntries([...this.reported].map(([id, amount]) => [id, amount * 10_000])),
    );
    const reached = keyResults.filter(({ reachedAt }) => reachedAt !== null).length;
    const reports = this.errands.all.filter(({ plain }) => plain.includes("进度")).length;
    expect(await read.count(CheckIn)).toBe(reports);
    expect(reached).toBeGreaterThan(0);
    expect(await read.countBy(Objective, { status: "submitted" })).toBe(
      this.submitted.length - this.pressed + this.proposed,
    );
    expect(
      await this.countEach(
        "SELECT name AS what, COUNT(*) AS n FROM events WHERE name NOT LIKE 'installation.%' GROUP BY name",
      ),
    ).toEqual({
      "checkIn.recorded": reports,
      "goal.approved": this.pressed,
      "goal.drafted": this.proposed,
      "goal.submitted": this.proposed,
      "award.given": reached,
    });
    expect(
      await this.countEach(
        "SELECT template AS what, COUNT(*) AS n FROM notices WHERE template <> 'message' GROUP BY template",
      ),
    ).toEqual({
      badgeEarned: reached,
      cardUpdated: this.pressed,
      goalApproved: this.pressed,
      goalSubmitted: this.proposed,
      nudge: this.staff.length * days.length,
    });
    expect(await read.count(Approval)).toBe(this.submitted.length + this.proposed);
    if (read.dataSource.options.type === "better-sqlite3")
      expect(await read.query("PRAGMA integrity_check")).toEqual([{ integrity_check: "ok" }]);
    await this.expectDelivered();
  }

  private async expectDelivered() {
    const notices = await this.world.db.read.find(Notice);
    expect(new Set(notices.map(({ state }) => state))).toEqual(new Set(["sent"]));
    const people = new Map((await this.world.db.read.find(Employee)).map(({ id, wecomUserId }) => [id, wecomUserId]));
    const messages = notices.filter(({ template }) => template !== "cardUpdated");
    const taken = new Map(this.wecom.carried.map(({ messageId, to }) => [messageId, to]));
    for (const { messageId, employeeId } of messages)
      expect(taken.get(messageId ?? "none")).toBe(people.get(employeeId ?? "nobody"));
    expect(new Set(messages.map(({ messageId }) => messageId)).size).toBe(messages.length);
    const codes = notices.flatMap(({ template, data }) => (template === "cardUpdated" ? [data.responseCode] : []));
    expect(new Set(this.wecom.spentCodes)).toEqual(new Set(codes));
    // Only what was under way at a kill may have been sent twice.
    expect(this.wecom.carried.length - messages.length).toBeLessThanOrEqual(kills * sendsAtOnce);
  }

  private async countEach(sql: string): Promise<Record<string, number>> {
    const rows: { what: string; n: number | string }[] = await this.world.db.read.query(sql);
    return Object.fromEntries(rows.map(({ what, n }) => [what, Number(n)]));
  }

  /** Two people for every slot of a day, goals waiting for approval, and people with something to propose. */
  private async seed() {
    const { world } = this;
    const { id: cycleId } = await buildCycle(world);
    const managers = await Promise.all(Array.from({ length: 5 }, () => buildEmployee(world)));
    const manager = (index: number) => managers[index % managers.length]!;
    for (let index = 0; index < 2 * slotsPerDay; index++) {
      const slot = slotOf("2026-05-11", index % slotsPerDay);
      const nudgeTime = new Date(slot.getTime() + 8 * 3_600_000).toISOString().slice(11, 16);
      const owner = await buildEmployee(world, {
        nudgeTime,
        managerId: manager(index).id,
        spreadMinute: 1 + (index % 12),
      });
      const target = (index % 2 === 0 ? 1500 : 1_000_000) * 10_000;
      const goal = await buildGoal(world, { ownerId: owner.id, cycleId, keyResults: [{ target }] });
      this.staff.push(Object.assign(owner, { keyResultId: goal.keyResults[0]!.id }));
    }
    const now = world.clock.now();
    for (let index = 0; index < 3 * kills; index++) {
      const owner = this.staff[index % this.staff.length]!;
      const approver = managers.find(({ id }) => id === owner.managerId)!;
      const keyResults = [{ title: "其他" }];
      const goal = await buildGoal(world, { ownerId: owner.id, cycleId, status: "submitted", keyResults });
      this.submitted.push({ goalId: goal.id, managerUserId: approver.wecomUserId ?? "" });
    }
    const approvals = this.submitted.map(({ goalId, managerUserId }) => ({
      id: newId(now),
      objectiveId: goalId,
      approverId: managers.find(({ wecomUserId }) => wecomUserId === managerUserId)!.id,
      requestedAt: now,
      decision: null,
      decidedById: null,
      decidedAt: null,
      reason: null,
    }));
    await world.db.transaction((db) => insertMany(db, Approval, approvals));
    for (let index = 0; index < kills; index++)
      this.proposers.push(await buildEmployee(world, { managerId: manager(index).id }));
  }
}
