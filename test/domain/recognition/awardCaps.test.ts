import fc from "fast-check";
import { businessDayOf } from "../../../domain/calendar";
import { newId } from "../../../domain/newId";
import { monthlyAwards, monthlyAwardsOfOne } from "../../../domain/recognition/awardQuota";
import { monthlyPraise, monthlyPraiseOfOne } from "../../../domain/recognition/praise";
import { Award, Deputy, type Employee } from "../../../entities";
import { describeEngines } from "../../engines";
import { buildDepartment, buildEmployee } from "../../factories";
import { ask, type Http, serveApi, tokenFor } from "../../server/serveApi";
import { monday, openWorld, type World } from "../../world";

const staff = 8;
/** Who gives: who is above all, the team's head, HR, and the first of the staff. */
const givers = 4;
const [head, hr] = [1, 2];
const kinds = ["praise", "badge"] as const;
type Kind = (typeof kinds)[number];

type Step =
  | { do: "give"; kind: Kind; by: number; to: number; times: number }
  /** To each of the staff in turn. */
  | { do: "sweep"; kind: Kind; by: number; times: number }
  | { do: "team"; by: number }
  | { do: "retract"; which: number }
  | { do: "wait"; days: number };

const by = fc.integer({ min: 0, max: givers - 1 });
const kind = fc.constantFrom(...kinds);
/** Four times each of the staff is more than anybody may praise in a month. */
const times = fc.integer({ min: 1, max: 4 });
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ do: fc.constant("give" as const), kind, by, to: fc.nat(staff + 2), times }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant("sweep" as const), kind, by, times }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("team" as const), by }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant("retract" as const), which: fc.nat(20) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("wait" as const), days: fc.integer({ min: 1, max: 12 }) }) },
);

/** Reaches each of the four limits. */
const everything: Step[] = [
  { do: "sweep", kind: "praise", by: 0, times: 4 },
  { do: "sweep", kind: "badge", by: hr, times: 2 },
  { do: "team", by: hr },
  { do: "retract", which: 0 },
  { do: "team", by: hr },
  { do: "give", kind: "praise", by: 3, to: 5, times: 4 },
  { do: "give", kind: "praise", by: 3, to: 5, times: 2 },
  { do: "give", kind: "badge", by: head, to: 4, times: 4 },
  { do: "sweep", kind: "badge", by: 0, times: 3 },
  { do: "wait", days: 12 },
  { do: "wait", days: 12 },
  { do: "team", by: 0 },
];

/** What was given so far in the month, as the rules of the product say it counts: taken back or not. */
class Books {
  private readonly given: { kind: Kind; by: string; month: string; to: string[] }[] = [];

  refusalOf(kind: Kind, by: string, month: string, to: readonly string[]): number {
    const own = this.given.filter((one) => one.kind === kind && one.by === by && one.month === month);
    const [most, mostOfOne] =
      kind === "praise" ? [monthlyPraise, monthlyPraiseOfOne] : [monthlyAwards, monthlyAwardsOfOne];
    if (own.length >= most) return 429;
    return to.some((id) => own.filter((one) => one.to.includes(id)).length >= mostOfOne) ? 429 : 200;
  }

  note(kind: Kind, by: string, month: string, to: string[]) {
    this.given.push({ kind, by, month, to });
  }
}

describeEngines("Whatever several people give, take back and give again over months", (engine) => {
  let world: World;
  let http: Http;
  beforeAll(async () => {
    world = await openWorld(engine);
    http = serveApi(world);
  });
  afterAll(() => world.close());

  async function buildCast() {
    const team = await buildDepartment(world);
    const top = await buildEmployee(world);
    const leader = await buildEmployee(world, { departmentId: team.id, managerId: top.id });
    const people = [top, leader, await buildEmployee(world, { roles: ["hr"] })];
    for (let count = 0; count < staff; count++)
      people.push(await buildEmployee(world, { departmentId: team.id, managerId: leader.id }));
    // Standing in for somebody gives nothing to give.
    const named = { employeeId: leader.id, deputyId: people[3]!.id, startsOn: "2026-05-01", endsOn: "2026-12-31" };
    await world.db.transaction((db) =>
      db.insert(Deputy, { id: newId(world.clock.now()), ...named, createdAt: world.clock.now() }),
    );
    return { team, people };
  }

  class Play {
    readonly books = new Books();
    readonly awards: { id: string; by: Employee; at: number }[] = [];
    private tokens = new Map<string, string>();

    constructor(
      private readonly people: Employee[],
      private readonly teamId: string,
    ) {}

    private get month() {
      return businessDayOf(world.clock.now(), "Asia/Shanghai").slice(0, 7);
    }

    private async send(who: Employee, line: string, body: object = {}) {
      world.clock.forward(1000);
      const token = this.tokens.get(who.id) ?? (await tokenFor(world, who));
      this.tokens.set(who.id, token);
      return ask(http, line, token).send(body);
    }

    /** Those the giver may give a badge to; praise goes to anybody. */
    private below(by: number, ids: readonly number[]): number[] {
      const others = ids.filter((id) => id !== by);
      if (by === hr) return others;
      return by <= head ? others.filter((id) => id > by && id !== hr) : [];
    }

    private async give(kind: Kind, by: number, to: number) {
      const [giver, receiver] = [this.people[by]!, this.people[to]!];
      const isAllowed = kind === "praise" ? by !== to : this.below(by, [to]).length > 0;
      const wish = { to: { employeeId: receiver.id }, kind: "badge", badgeCode: "teamwork", reason: "好" };
      const answer =
        kind === "praise"
          ? await this.send(giver, "POST /recognitions", { employeeId: receiver.id, reason: "好" })
          : await this.send(giver, "POST /awards", wish);
      const expected = isAllowed
        ? this.books.refusalOf(kind, giver.id, this.month, [receiver.id])
        : by === to
          ? 409
          : 403;
      this.settle(kind, giver, [receiver.id], { answer, expected });
    }

    private async giveTeam(by: number) {
      const giver = this.people[by]!;
      const members = this.people.map((_, index) => index).filter((index) => index === head || index > hr);
      const to = this.below(by, members).map((index) => this.people[index]!.id);
      const wish = { kind: "badge", badgeCode: "teamwork", reason: "好", to: { departmentId: this.teamId } };
      const answer = await this.send(giver, "POST /awards", wish);
      const expected = to.length === 0 ? 403 : this.books.refusalOf("badge", giver.id, this.month, to);
      this.settle("badge", giver, to, { answer, expected });
    }

    private settle(
      kind: Kind,
      giver: Employee,
      to: string[],
      { answer, expected }: { answer: { status: number; body: { id: string } }; expected: number },
    ) {
      expect(answer.status).toBe(expected);
      if (expected !== 200) return;
      this.books.note(kind, giver.id, this.month, to);
      this.awards.push({ id: answer.body.id, by: giver, at: world.clock.now().getTime() });
    }

    private async retract(which: number) {
      const award = this.awards.at(-1 - which);
      if (!award) return;
      const { status } = await this.send(award.by, `DELETE /recognitions/${award.id}`);
      const isRecent = world.clock.now().getTime() - award.at <= 600_000;
      // What was taken back in time stays taken back, whoever asks again.
      if (isRecent) expect(status).toBe(200);
    }

    async take(step: Step) {
      if (step.do === "team") return this.giveTeam(step.by);
      if (step.do === "retract") return this.retract(step.which);
      if (step.do === "wait") {
        world.clock.forward(step.days * 86_400_000);
        return this.tokens.clear();
      }
      const targets = step.do === "give" ? [step.to] : this.people.map((_, index) => index).slice(hr + 1);
      for (let time = 0; time < step.times; time++) for (const to of targets) await this.give(step.kind, step.by, to);
    }
  }

  it("never passes the month's quota nor the cap of one pair, refuses nothing within them, and is never one's own", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 20 }), async (steps) => {
        world.clock.set(monday);
        const { team, people } = await buildCast();
        const play = new Play(people, team.id);
        for (const one of steps) await play.take(one);
        const ids = new Set(people.map(({ id }) => id));
        const rows = (await world.db.read.find(Award)).filter(({ employeeId }) => ids.has(employeeId));
        expect(rows.filter(({ employeeId, givenById }) => employeeId === givenById)).toEqual([]);
        const counts = countEach(rows);
        for (const [key, { occasions, pairs }] of counts) {
          expect([key, occasions.size <= (key.startsWith("praise") ? monthlyPraise : monthlyAwards)]).toEqual([
            key,
            true,
          ]);
          const most = key.startsWith("praise") ? monthlyPraiseOfOne : monthlyAwardsOfOne;
          expect([key, Math.max(...pairs.values()) <= most]).toEqual([key, true]);
        }
      }),
      { numRuns: 6, examples: [[everything]] },
    );
  }, 120_000);

  /** By kind, giver and month: what was given in all, and to each. */
  function countEach(rows: readonly Award[]) {
    const counts = new Map<string, { occasions: Set<string>; pairs: Map<string, number> }>();
    for (const { id, kind, givenById, employeeId, occasionId, awardedAt } of rows) {
      const key = `${kind} ${givenById} ${businessDayOf(awardedAt, "Asia/Shanghai").slice(0, 7)}`;
      const count = counts.get(key) ?? { occasions: new Set(), pairs: new Map() };
      counts.set(key, count);
      count.occasions.add(occasionId ?? id);
      count.pairs.set(employeeId, (count.pairs.get(employeeId) ?? 0) + 1);
    }
    return counts;
  }
});
