import fc from "fast-check";
import { recordCheckIn } from "../../../domain/checkIns/recordCheckIn";
import type { Actor, Context } from "../../../domain/context";
import { DomainError } from "../../../domain/errors";
import { approveGoal } from "../../../domain/goals/approveGoal";
import { editGoal } from "../../../domain/goals/editGoal";
import { goalAbilities } from "../../../domain/goals/goalPolicy";
import { loadGoals } from "../../../domain/goals/loadGoals";
import { returnGoal } from "../../../domain/goals/returnGoal";
import { submitGoal } from "../../../domain/goals/submitGoal";
import { movesFrom, transitions } from "../../../domain/goals/transitions";
import { undoApproval } from "../../../domain/goals/undoApproval";
import { withdrawGoal } from "../../../domain/goals/withdrawGoal";
import { leavePeople } from "../../../domain/people/leavePeople";
import { transact } from "../../../domain/transact";
import {
  Approval,
  Employee,
  Event,
  KeyResult,
  Objective,
  type ObjectiveStatus,
  objectiveStatuses,
} from "../../../entities";
import { describeEngines } from "../../engines";
import { buildCycle, buildEmployee, buildGoal } from "../../factories";
import { monday, openWorld, type World } from "../../world";

/** domain.md §4, written down once more: what each state can become. */
const table: Record<ObjectiveStatus, Partial<Record<keyof typeof transitions, ObjectiveStatus>>> = {
  draft: { submit: "submitted", withdraw: "withdrawn", cancel: "cancelled" },
  submitted: { approve: "active", return: "returned", withdraw: "withdrawn", cancel: "cancelled" },
  returned: { submit: "submitted", withdraw: "withdrawn", cancel: "cancelled" },
  proposed: { confirm: "active", decline: "returned", cancel: "cancelled" },
  active: { undoApproval: "submitted", cancel: "cancelled", close: "closing" },
  closing: { score: "scored" },
  scored: { archive: "archived", reopen: "closing" },
  withdrawn: {},
  cancelled: {},
  archived: {},
};

describe("The table of moves", () => {
  it.each(objectiveStatuses)("is the domain's for %s", (status) => {
    const moves = Object.fromEntries(movesFrom(status).map((move) => [move, transitions[move].to]));
    expect(moves).toEqual(table[status]);
  });
});

type Verb = "submit" | "approve" | "return" | "withdraw" | "undoApproval";
const verbs: Record<Verb, { run: (ctx: Context, id: string) => Promise<unknown>; event: string }> = {
  submit: { run: submitGoal, event: "goal.submitted" },
  approve: { run: approveGoal, event: "goal.approved" },
  return: { run: (ctx, id) => returnGoal(ctx, id, "不够具体"), event: "goal.returned" },
  withdraw: { run: withdrawGoal, event: "goal.withdrawn" },
  undoApproval: { run: undoApproval, event: "goal.approvalUndone" },
};

const who = ["owner", "manager", "boss", "colleague", "hr"] as const;
type Who = (typeof who)[number];

/** Mostly people who may, so that goals get somewhere. */
const steps = fc.array(
  fc.oneof(
    {
      weight: 8,
      arbitrary: fc.record({
        kind: fc.constant("verb" as const),
        verb: fc.constantFrom(...(Object.keys(verbs) as Verb[])),
        by: fc.oneof(fc.constantFrom("owner" as const, "manager" as const), fc.constantFrom(...who)),
        again: fc.boolean(),
      }),
    },
    { weight: 1, arbitrary: fc.constant({ kind: "report" as const }) },
    {
      weight: 1,
      arbitrary: fc.record({ kind: fc.constant("wait" as const), minutes: fc.integer({ min: 1, max: 15 }) }),
    },
  ),
  { minLength: 4, maxLength: 14 },
);

const by = (who: Who, verb: Verb, again = false) => ({ kind: "verb" as const, verb, by: who, again });
const wait = (minutes: number) => ({ kind: "wait" as const, minutes });
/** Ways that chance would seldom go. */
const journeys: (typeof steps extends fc.Arbitrary<infer Steps> ? Steps : never)[] = [
  [by("owner", "submit", true), by("manager", "approve", true), wait(9), by("manager", "undoApproval", true)],
  [by("owner", "submit"), by("boss", "approve"), wait(10), by("boss", "undoApproval"), by("manager", "undoApproval")],
  [by("owner", "submit"), by("manager", "approve"), { kind: "report" }, by("manager", "undoApproval")],
  [by("owner", "submit"), by("owner", "withdraw", true), by("manager", "approve"), by("owner", "submit")],
  [
    by("owner", "submit"),
    by("boss", "return", true),
    by("manager", "return"),
    by("owner", "submit"),
    by("owner", "approve"),
  ],
];

/** What we expect of one goal, kept beside the real one. */
interface Model {
  status: ObjectiveStatus;
  approvedBy?: Who;
  approvedAt: number;
  /** Who was asked. */
  asked: Who;
  returnedBy?: Who;
  isReported: boolean;
}

const deciders: readonly Who[] = ["manager", "boss"];
const mayTry: Record<Verb, (by: Who, model: Model) => boolean> = {
  submit: (by) => by === "owner",
  withdraw: (by) => by === "owner",
  approve: (by) => deciders.includes(by),
  return: (by) => deciders.includes(by),
  undoApproval: (by, { approvedBy }) => by === approvedBy,
};
/** Asked for what is done already, by who did it. */
const isDone: Record<Verb, (by: Who, model: Model) => boolean> = {
  submit: (_, { status }) => status === "submitted",
  withdraw: (_, { status }) => status === "withdrawn",
  approve: (by, { status, approvedBy }) => status === "active" && by === approvedBy,
  return: (by, { status, returnedBy }) => status === "returned" && by === returnedBy,
  undoApproval: (by, { status, asked }) => status === "submitted" && by === asked,
};

/** `move`: it changes; `same`: nothing changes; else the code of the refusal. */
function expectedOf(verb: Verb, by: Who, model: Model, now: number): string {
  if (verb === "undoApproval" && isDone.undoApproval(by, model)) return "same";
  if (!mayTry[verb](by, model)) return `goal.${verb}Forbidden`;
  if (isDone[verb](by, model)) return "same";
  if (!table[model.status][verb]) return "goal.cannotMove";
  if (verb === "undoApproval" && now - model.approvedAt > 600_000) return "goal.undoTooLate";
  if (verb === "undoApproval" && model.isReported) return "goal.undoAfterReport";
  return "move";
}

function move(model: Model, verb: Verb, by: Who, now: number) {
  model.status = table[model.status][verb]!;
  if (verb === "submit") model.asked = "manager";
  if (verb === "approve") Object.assign(model, { approvedBy: by, approvedAt: now, isReported: false });
  if (verb === "undoApproval") Object.assign(model, { asked: by, approvedBy: undefined });
  if (verb === "return") model.returnedBy = by;
}

describeEngines("A goal's states", (engine) => {
  let world: World;
  let people: Record<Who, Actor>;
  let cycleId: string;
  beforeAll(async () => {
    world = await openWorld(engine);
    cycleId = (await buildCycle(world)).id;
    const boss = await buildEmployee(world);
    const manager = await buildEmployee(world, { managerId: boss.id });
    const owner = await buildEmployee(world, { managerId: manager.id });
    const colleague = await buildEmployee(world, { managerId: manager.id });
    const hr = await buildEmployee(world, { roles: ["hr"] });
    people = { owner, manager, boss, colleague, hr };
  });
  afterAll(() => world.close());

  const read = (id: string) => world.db.read.findOneByOrFail(Objective, { id });
  const eventsOf = (subjectId: string) => world.db.read.find(Event, { where: { subjectId }, order: { id: "ASC" } });
  const attempt = (actor: Actor, run: (ctx: Context) => Promise<unknown>) =>
    transact(world.app, actor, run).then(
      () => undefined,
      (error: unknown) => error,
    );

  async function doVerb(id: string, verb: Verb, by: Who, model: Model) {
    const now = world.clock.now();
    const [before, events] = [await read(id), await eventsOf(id)];
    const [goal] = await loadGoals({ ...world.app, db: world.db.read, now }, [id]);
    const ability = goalAbilities(people[by], goal!, now)[verb];
    const expected = expectedOf(verb, by, model, now.getTime());
    const error = await attempt(people[by], (ctx) => verbs[verb].run(ctx, id));
    const after = await read(id);
    const written = (await eventsOf(id)).slice(events.length);
    // A button is shown exactly where it would work; whether somebody has reported only the verb finds out.
    expect(ability || expected === "same").toBe(["move", "same", "goal.undoAfterReport"].includes(expected));
    if (expected === "move") {
      move(model, verb, by, now.getTime());
      expect(error).toBeUndefined();
      expect(after).toMatchObject({ status: model.status, version: before.version + 1 });
      expect(written).toMatchObject([
        {
          name: verbs[verb].event,
          actorId: people[by].id,
          via: "web",
          data: { before: before.status, after: after.status },
        },
      ]);
    } else {
      expect(after).toEqual(before);
      expect(written).toEqual([]);
      expect(error instanceof DomainError ? error.code : error).toBe(expected === "same" ? undefined : expected);
      if (expected === "goal.cannotMove")
        expect((error as DomainError).details).toEqual({
          state: model.status,
          move: verb,
          allowed: movesFrom(model.status).join(","),
        });
    }
    const open = (await world.db.read.findBy(Approval, { objectiveId: id })).filter(
      ({ decision }) => decision === null,
    );
    expect(open.map(({ approverId }) => approverId)).toEqual(
      model.status === "submitted" ? [people[model.asked].id] : [],
    );
  }

  it("moves along the table only, with one event a move, whoever tries what in whatever order", async () => {
    await fc.assert(
      fc.asyncProperty(steps, async (list) => {
        world.clock.set(monday);
        const { id, keyResults } = await buildGoal(world, { ownerId: people.owner.id, cycleId, status: "draft" });
        const model: Model = { status: "draft", asked: "manager", approvedAt: 0, isReported: false };
        for (const step of list) {
          world.clock.forward(1000);
          if (step.kind === "wait") world.clock.forward(step.minutes * 60_000);
          else if (step.kind === "report") {
            const report = {
              keyResultId: keyResults[0]!.id,
              operation: "add",
              amount: 10_000,
              source: "web",
              occurredAt: world.clock.now(),
            } as const;
            const error = await attempt(people.owner, (ctx) => recordCheckIn(ctx, report));
            expect(error === undefined).toBe(model.status === "active");
            if (model.status === "active") model.isReported = true;
          } else for (let time = 0; time < (step.again ? 2 : 1); time++) await doVerb(id, step.verb, step.by, model);
        }
      }),
      { numRuns: engine === "sqlite" ? 16 : 6, examples: journeys.map((list) => [list]) },
    );
  });

  it("is approved only while it is still in order", async () => {
    const { id, keyResults } = await buildGoal(world, { ownerId: people.owner.id, cycleId, status: "draft" });
    await transact(world.app, people.owner, (ctx) => submitGoal(ctx, id));
    const change = (columns: Partial<Pick<KeyResult, "weight" | "title">>) =>
      world.db.transaction((db) => db.update(KeyResult, keyResults[0]!.id, columns));
    const before = await read(id);
    await change({ weight: 9_000 });
    expect(await attempt(people.manager, (ctx) => approveGoal(ctx, id))).toMatchObject({
      code: "goal.weightsDoNotSum",
    });
    await change({ weight: 10_000, title: " " });
    expect(await attempt(people.manager, (ctx) => approveGoal(ctx, id))).toMatchObject({
      code: "keyResult.titleMissing",
    });
    expect(await read(id)).toEqual(before);
    await change({ title: "GMV" });
    expect(await attempt(people.manager, (ctx) => approveGoal(ctx, id))).toBeUndefined();
  });

  it("keeps of every approval what became of it, also of one that was undone", async () => {
    const { id } = await buildGoal(world, { ownerId: people.owner.id, cycleId, status: "draft" });
    const act = async (actor: Actor, verb: (ctx: Context, id: string) => Promise<unknown>) => {
      world.clock.forward(1000);
      await transact(world.app, actor, (ctx) => verb(ctx, id));
    };
    await act(people.owner, submitGoal);
    for (let times = 0; times < 2; times++) {
      await act(people.manager, approveGoal);
      await act(people.manager, undoApproval);
    }
    await act(people.manager, approveGoal);
    const history = await world.db.read.find(Approval, { where: { objectiveId: id }, order: { requestedAt: "ASC" } });
    expect(history.map(({ decision, decidedById }) => [decision, decidedById])).toEqual(
      ["undone", "undone", "approved"].map((decision) => [decision, people.manager.id]),
    );
  });

  it("records what the figures of an edited goal were and are, and never its words", async () => {
    const { id, version, keyResults } = await buildGoal(world, {
      ownerId: people.owner.id,
      cycleId,
      status: "returned",
    });
    const keyResult = { title: "私密的标题", kind: "increase", start: 0, target: 5_000_000, unit: "元" } as const;
    await transact(world.app, people.owner, (ctx) => editGoal(ctx, id, { version, keyResults: [keyResult] }));
    const stored = await world.db.read.findBy(KeyResult, { objectiveId: id });
    const [event] = await eventsOf(id);
    expect(event).toMatchObject({
      name: "goal.edited",
      data: {
        before: [{ id: keyResults[0]!.id, target: 1_000_000_000, weight: 10_000 }],
        after: [{ id: stored[0]!.id, target: 5_000_000, weight: 10_000 }],
      },
    });
    expect(JSON.stringify(event?.data)).not.toContain("私密");
  });

  it("ends the goals of who leaves from wherever they stood, and says where that was", async () => {
    const leaver = await buildEmployee(world, { managerId: people.manager.id });
    const ids = new Map<string, ObjectiveStatus>();
    for (const status of objectiveStatuses)
      ids.set((await buildGoal(world, { ownerId: leaver.id, cycleId, status })).id, status);
    const person = await world.db.read.findOneByOrFail(Employee, { id: leaver.id });
    await transact(world.app, null, (work) => leavePeople(work, [person]));
    for (const [id, before] of ids) {
      const isOpen = table[before].cancel !== undefined;
      expect((await read(id)).status).toBe(isOpen ? "cancelled" : before);
      const events = (await eventsOf(id)).map(({ name, data }) => ({ name, ...data }));
      expect(events).toEqual(isOpen ? [{ name: "goal.cancelled", before, after: "cancelled", reason: "left" }] : []);
    }
  });
});
