import fc from "fast-check";
import type { Inbound } from "../../bot/Inbound";
import { newId } from "../../domain/newId";
import { Approval, Award, CheckIn, type Employee, KeyResult, KeyResultDay, Notice, Objective } from "../../entities";
import type { Engine } from "../../entities/database";
import { describeEngines } from "../engines";
import { buildCycle, buildEmployee, buildGoal } from "../factories";
import { monday, openWorld, type World } from "../world";

const owners = 3;
const runs: Record<Engine, number> = { sqlite: 30, mariadb: 12 };

/** One thing somebody does, by who of a cast and which of its goals. */
type Act =
  | { does: "report"; who: number; words: string }
  | { does: "say"; who: number; words: string }
  | { does: "approve"; goal: number }
  | { does: "return"; goal: number }
  | { does: "enter"; who: number };

const who = fc.nat({ max: owners - 1 });
const amount = fc.oneof(fc.integer({ min: 1, max: 60_000 }), fc.constant(100_000));
const report: fc.Arbitrary<Act> = fc.record({
  does: fc.constant("report"),
  who,
  words: fc.tuple(fc.constantFrom("", "+", "-"), amount).map(([sign, figure]) => `进度 GMV ${sign}${figure}`),
});
const approve: fc.Arbitrary<Act> = fc.record({ does: fc.constant("approve"), goal: who });
const enter: fc.Arbitrary<Act> = fc.record({ does: fc.constant("enter"), who });
const giveBack: fc.Arbitrary<Act> = fc.record({ does: fc.constant("return"), goal: who });
const say: fc.Arbitrary<Act> = fc.record({
  does: fc.constant("say"),
  who,
  words: fc.constantFrom("撤回", "新目标", "做大做强", "1", "GMV 做到 100万元", "完成", "取消", "今日", "听不懂"),
});

/** Acts, and the order they arrive in: each at least once. */
const withArrival = (acts: fc.Arbitrary<Act[]>, isShuffled: boolean) =>
  acts.chain((list) => {
    const indexes = list.map((_, index) => index);
    const order = isShuffled
      ? fc.shuffledSubarray(indexes, { minLength: list.length, maxLength: list.length })
      : fc.constant(indexes);
    const repeats = fc.array(fc.tuple(fc.nat({ max: list.length - 1 }), fc.nat({ max: 99 })), { maxLength: 8 });
    return fc.record({ acts: fc.constant(list), arrival: fc.tuple(order, repeats).map(repeated) });
  });

/** Puts each repeat somewhere after the first time. */
function repeated([order, repeats]: [number[], [number, number][]]): number[] {
  const arrival = [...order];
  for (const [act, place] of repeats) {
    const first = arrival.indexOf(act);
    arrival.splice(first + 1 + (place % (arrival.length - first)), 0, act);
  }
  return arrival;
}

/** A manager and three people, each with a goal that runs and one that waits for approval. */
interface Cast {
  manager: Employee;
  staff: Employee[];
  running: string[];
  waiting: string[];
}

describeEngines("What people do in chat", (engine) => {
  let world: World;
  let cycleId: string;
  let casts = 0;

  beforeAll(async () => {
    world = await openWorld(engine);
    cycleId = (await buildCycle(world)).id;
  });
  afterAll(() => world.close());

  async function cast(): Promise<Cast> {
    casts += 1;
    const manager = await buildEmployee(world);
    const made: Cast = { manager, staff: [], running: [], waiting: [] };
    for (let index = 0; index < owners; index++) {
      const owner = await buildEmployee(world, { managerId: manager.id });
      made.staff.push(owner);
      made.running.push((await buildGoal(world, { ownerId: owner.id, cycleId })).id);
      const keyResults = [{ title: "其他" }];
      const { id } = await buildGoal(world, { ownerId: owner.id, cycleId, status: "submitted", keyResults });
      made.waiting.push(id);
      const request = { id: newId(monday), objectiveId: id, approverId: manager.id, requestedAt: monday };
      const open = { decision: null, decidedById: null, decidedAt: null, reason: null };
      await world.db.transaction((db) => db.insert(Approval, { ...request, ...open }));
    }
    return made;
  }

  /** The act as it comes in, said a minute after the one before. */
  function inbound(act: Act, index: number, { manager, staff, waiting }: Cast): Inbound {
    const common = {
      channel: "wecom" as const,
      key: `${casts}:${index}`,
      at: new Date(monday.getTime() - (60 - index) * 60_000),
    };
    if (act.does === "approve" || act.does === "return") {
      const choices: Record<string, string[]> = act.does === "return" ? { returnReason: ["tooLow"] } : {};
      const button = { key: `goal.${act.does}:${waiting[act.goal]}`, responseCode: `${common.key}`, choices };
      return { ...common, userId: manager.wecomUserId ?? "", button };
    }
    const userId = staff[act.who]?.wecomUserId ?? "";
    return { ...common, userId, ...(act.does === "enter" ? { event: "enter" } : { text: act.words }) };
  }

  /** Plays acts in the order they arrive; whoever is asked again answers the same. */
  async function play(acts: readonly Act[], arrival: readonly number[]) {
    const made = await cast();
    const answers = new Map<number, unknown>();
    for (const index of arrival) {
      const answer = await world.bot.receive(inbound(acts[index]!, index, made));
      if (answers.has(index)) expect(answer).toEqual(answers.get(index));
      answers.set(index, answer);
    }
    return stateOf(made);
  }

  /** All that was written for a cast, without the ids and instants of the writing. */
  async function stateOf({ manager, staff }: Cast) {
    const { read } = world.db;
    const people = [manager, ...staff];
    return Promise.all(
      people.map(async ({ id }) => {
        const objectives = await read.find(Objective, { where: { ownerId: id }, order: { createdAt: "ASC" } });
        const goals = objectives.map(async (objective) => {
          const [keyResult] = await read.findBy(KeyResult, { objectiveId: objective.id });
          const checkIns = await read.findBy(CheckIn, { keyResultId: keyResult?.id ?? "" });
          const days = await read.findBy(KeyResultDay, { keyResultId: keyResult?.id ?? "" });
          const awards = await read.findBy(Award, { keyResultId: keyResult?.id ?? "" });
          const approvals = await read.findBy(Approval, { objectiveId: objective.id });
          return {
            title: keyResult?.title,
            status: objective.status,
            current: keyResult?.current,
            reachedAt: keyResult?.reachedAt,
            reportedAt: keyResult?.reportedAt,
            days: days.map(({ day, value }) => [day, value]),
            checkIns: checkIns.map(({ operation, amount: figure }) => `${operation} ${figure}`).sort(),
            standing: awards.filter(({ revokedAt }) => revokedAt === null).length,
            decisions: approvals.map(({ decision }) => decision).sort(),
          };
        });
        const notices = await read.findBy(Notice, { employeeId: id });
        const told = notices.map(({ template }) => template).filter((template) => !/^badge/.test(template));
        const described = (await Promise.all(goals)).map((goal) => JSON.stringify(goal)).sort();
        return { goals: described, told: told.sort() };
      }),
    );
  }

  it(
    "ends the same when it is asked again, however often and whenever, and is answered the same",
    () =>
      fc.assert(
        fc.asyncProperty(
          withArrival(
            fc.array(fc.oneof(report, approve, giveBack, enter, say), { minLength: 1, maxLength: 14 }),
            false,
          ),
          async ({ acts, arrival }) => {
            const once = await play(
              acts,
              acts.map((_, index) => index),
            );
            expect(await play(acts, arrival)).toEqual(once);
          },
        ),
        { numRuns: runs[engine], seed: 20_260_511 },
      ),
    120_000,
  );

  it(
    "ends the same in whatever order it arrives: reports count in the order they were said",
    () =>
      fc.assert(
        fc.asyncProperty(
          withArrival(fc.array(fc.oneof(report, report, approve, enter), { minLength: 2, maxLength: 14 }), true),
          async ({ acts, arrival }) => {
            const inOrder = await play(
              acts,
              acts.map((_, index) => index),
            );
            expect(await play(acts, arrival)).toEqual(inOrder);
          },
        ),
        { numRuns: runs[engine], seed: 20_260_511 },
      ),
    120_000,
  );

  it("takes back the last report that was said before, though a later one has come first", async () => {
    const acts: Act[] = [
      { does: "report", who: 0, words: "进度 GMV +100" },
      { does: "say", who: 0, words: "撤回" },
      { does: "report", who: 0, words: "进度 GMV +7" },
    ];
    expect(await play(acts, [0, 2, 1])).toEqual(await play(acts, [0, 1, 2]));
  });
});
