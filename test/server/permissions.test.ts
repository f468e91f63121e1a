import { storeAttachment } from "../../domain/attachments/storeAttachment";
import { recordCheckIn } from "../../domain/checkIns/recordCheckIn";
import { addComment } from "../../domain/comments/addComment";
import { nominate } from "../../domain/elections/nominate";
import { approveGoal } from "../../domain/goals/approveGoal";
import { submitGoal } from "../../domain/goals/submitGoal";
import { acceptIdea } from "../../domain/ideas/acceptIdea";
import { sendIdea } from "../../domain/ideas/sendIdea";
import { ensureMetrics } from "../../domain/metrics/ensureMetrics";
import { newId } from "../../domain/newId";
import { findActor } from "../../domain/people/findActor";
import { giveAward } from "../../domain/recognition/giveAward";
import { praise } from "../../domain/recognition/praise";
import { transact } from "../../domain/transact";
import { Award, AwardRule, type Cycle, Deputy, Election, Employee, Idea, Metric, type RuleState } from "../../entities";
import { describeEngines } from "../engines";
import { buildCycle, buildDepartment, buildEmployee, buildGoal } from "../factories";
import { openWorld, type World } from "../world";
import { moneyTable } from "./moneyTable";
import { ask, type Http, serveApi, tokenFor } from "./serveApi";

/** Who asks, by their relation to the owner of the goal. */
const cast = ["owner", "manager", "root", "peer", "hr", "executive", "operator", "signedOut", "leaver"] as const;
type Who = (typeof cast)[number];
type Row = Record<Who, number>;

const row = (statuses: string): Row => {
  const list = statuses.split(" ").map(Number);
  return Object.fromEntries(cast.map((who, index) => [who, list[index]])) as Row;
};

interface Case {
  /** The state the goal is in, and whether it is restricted. */
  state?: "draft" | "submitted" | "active";
  isRestricted?: boolean;
  /** Its owner has asked for help. */
  hasProblem?: boolean;
  body?: object;
  file?: string;
}

//                                       owner mgr root peer hr exec oper out left
const everyone = "200 200 200 200 200 200 200 401 401";
const ofOwner = "200 403 403 403 403 403 403 401 401";
const ofOwnerHidden = "200 403 403 404 403 404 404 401 401";
const ofLine = "403 200 200 403 403 403 403 401 401";
const ofLineHidden = "403 200 200 404 403 404 404 401 401";
const readable = "200 200 200 404 200 404 404 401 401";
const reportable = "200 200 200 403 403 403 403 401 401";
const reportableHidden = "200 200 200 404 403 404 404 401 401";
const ofHr = "403 403 403 403 200 403 403 401 401";
/** What is nobody else's to know of. */
const ofRuleKeepers = "404 404 404 404 200 200 404 401 401";
const rule = { name: "金点子奖", kind: "ideaAccepted", badgeCode: "bright-idea", personMonthCap: 3, monthCap: 50 };
/** Those above, HR and executives. */
const ofSuperiors = "403 200 200 403 200 200 403 401 401";
const later = "2026-06-01";
/** Of an election one takes no part in. */
const ofOthers = "404 404 404 404 403 403 404 401 401";
const days = { nominateUntil: later, voteUntil: "2026-06-02" };
const election = { month: "2026-05", departmentId: "{department}", seats: 1, ...days };
const keyResults = [{ title: "GMV", kind: "increase", target: "100", unit: "元" }];

const table: [string, Case, string][] = [
  ["GET /me", {}, everyone],
  ["GET /me/today", {}, everyone],
  ["GET /me/reportable", {}, everyone],
  ["GET /me/proposal", {}, everyone],
  ["GET /team", {}, everyone],
  ["GET /cycles", {}, everyone],
  ["GET /approvals", {}, everyone],
  ["GET /goals", {}, everyone],
  ["GET /people?query=user", {}, everyone],
  ["GET /people/{praised}", {}, everyone],
  ["GET /search?query=user", {}, everyone],
  ["GET /recognitions", {}, everyone],
  ["GET /goals/{goal}", {}, everyone],
  ["GET /goals/{goal}", { isRestricted: true }, readable],
  ["POST /goals", { body: { cycleId: "{cycle}", title: "目标", keyResults } }, everyone],
  ["PATCH /goals/{goal}", { state: "draft", body: { version: 1, title: "新" } }, ofOwner],
  ["PATCH /goals/{goal}", { state: "draft", isRestricted: true, body: { version: 1, title: "新" } }, ofOwnerHidden],
  ["POST /goals/{goal}/submit", { state: "draft" }, ofOwner],
  ["POST /goals/{goal}/submit", { state: "draft", isRestricted: true }, ofOwnerHidden],
  ["POST /goals/{goal}/comments", { body: { kind: "problem", text: "预算不足" } }, ofOwner],
  ["POST /goals/{goal}/comments", { isRestricted: true, body: { kind: "problem", text: "预算不足" } }, ofOwnerHidden],
  ["POST /goals/{goal}/comments", { hasProblem: true, body: { kind: "answer", text: "同意" } }, ofLine],
  [
    "POST /goals/{goal}/comments",
    { hasProblem: true, isRestricted: true, body: { kind: "answer", text: "同意" } },
    ofLineHidden,
  ],
  ["POST /goals/{goal}/withdraw", { state: "submitted" }, ofOwner],
  ["POST /goals/{goal}/withdraw", { state: "submitted", isRestricted: true }, ofOwnerHidden],
  ["POST /goals/{goal}/approve", { state: "submitted" }, ofLine],
  ["POST /goals/{goal}/approve", { state: "submitted", isRestricted: true }, ofLineHidden],
  ["POST /goals/{goal}/return", { state: "submitted", body: { reason: "请写清楚" } }, ofLine],
  ["POST /goals/{goal}/return", { state: "submitted", isRestricted: true, body: { reason: "不" } }, ofLineHidden],
  ["POST /goals/{goal}/undo-approval", { state: "active" }, "403 200 403 403 403 403 403 401 401"],
  ["POST /goals/{goal}/undo-approval", { state: "active", isRestricted: true }, "403 200 403 404 403 404 404 401 401"],
  ["POST /approvals/approve", { body: { goalIds: ["{goal}"] } }, everyone],
  ["GET /me/settings", {}, everyone],
  ["PATCH /me/settings", { body: { alerts: { isOn: false } } }, everyone],
  // Who has a team may name somebody.
  ["POST /me/deputies", { body: { deputyId: "{praised}", startsOn: later, endsOn: later } }, ofLine],
  ["DELETE /me/deputies/{deputy}", {}, "404 200 404 403 404 404 404 401 401"],
  ["GET /key-results/{keyResult}/check-ins", {}, everyone],
  ["GET /key-results/{keyResult}/check-ins", { isRestricted: true }, readable],
  ["POST /key-results/{keyResult}/check-ins", { body: { operation: "set", amount: "5" } }, reportable],
  [
    "POST /key-results/{keyResult}/check-ins",
    { isRestricted: true, body: { operation: "set", amount: "5" } },
    reportableHidden,
  ],
  ["DELETE /check-ins/{checkIn}", {}, ofOwner],
  ["DELETE /check-ins/{checkIn}", { isRestricted: true }, ofOwnerHidden],
  ["POST /attachments", { file: "%PDF-1.7" }, everyone],
  ["GET /attachments/{attachment}", {}, everyone],
  ["GET /attachments/{attachment}", { isRestricted: true }, readable],
  ["POST /recognitions", { body: { employeeId: "{praised}", reason: "帮了大忙" } }, everyone],
  ["DELETE /recognitions/{praise}", {}, ofOwner],
  // A praise the owner gave, who does not congratulate on it.
  ["POST /recognitions/{praise}/cheer", {}, "409 200 200 200 200 200 200 401 401"],
  ["GET /awards/choices", {}, everyone],
  [
    "POST /awards",
    { body: { kind: "badge", badgeCode: "teamwork", to: { employeeId: "{praised}" }, reason: "好" } },
    ofSuperiors,
  ],
  ["GET /badges", {}, everyone],
  [
    "POST /badges",
    { body: { name: "{unused}", description: "新", level: 1, design: { shape: "star", sign: "flag", tone: "red" } } },
    ofHr,
  ],
  ["PATCH /badges/{badge}", { body: { level: 1 } }, ofHr],
  ["GET /values", {}, everyone],
  ["PATCH /values", { body: { values: ["守信"] } }, ofHr],
  ["GET /praise-rings", {}, ofHr],
  // An honour the manager gave to the owner.
  ["GET /recognitions/{honour}/certificate", {}, "200 200 403 403 200 403 403 401 401"],
  ["GET /recognitions/{honour}/certificates", {}, "200 200 403 403 200 403 403 401 401"],
  ["GET /rules", {}, ofRuleKeepers],
  ["GET /rules/choices", {}, ofRuleKeepers],
  ["GET /rules/{rule}", {}, ofRuleKeepers],
  ["POST /rules", { body: rule }, ofRuleKeepers],
  [`GET /rules/preview?${new URLSearchParams(rule as unknown as Record<string, string>)}`, {}, ofRuleKeepers],
  ["PATCH /rules/{rule}", { body: rule }, ofRuleKeepers],
  ["POST /rules/{rule}/start", {}, ofRuleKeepers],
  ["POST /rules/{runningRule}/pause", {}, ofRuleKeepers],
  // Written by HR.
  ["POST /rules/{waitingRule}/approve", {}, "404 404 404 404 403 200 404 401 401"],
  ["POST /rules/{waitingRule}/return", { body: { reason: "先不发" } }, "404 404 404 404 403 200 404 401 401"],
  ["GET /ideas", {}, everyone],
  ["GET /ideas?scope=waiting", {}, everyone],
  ["GET /ideas/quarter", {}, everyone],
  ["GET /ideas/{openIdea}", {}, "200 200 200 404 200 404 404 401 401"],
  ["GET /ideas/{acceptedIdea}", {}, everyone],
  ["POST /ideas", { body: { text: "把赠品换成试用装" } }, everyone],
  ["POST /ideas/{openIdea}/withdraw", {}, "200 403 403 404 403 404 404 401 401"],
  ["POST /ideas/{openIdea}/accept", {}, "403 200 200 404 403 404 404 401 401"],
  ["POST /ideas/{openIdea}/return", { body: { reason: "先不做" } }, "403 200 200 404 403 404 404 401 401"],
  ["POST /ideas/{acceptedIdea}/undo", {}, "403 200 403 403 403 403 403 401 401"],
  ["GET /elections", {}, everyone],
  ["GET /elections/{election}", {}, everyone],
  ["GET /elections/{othersElection}", {}, "404 404 404 404 200 200 404 401 401"],
  ["POST /elections", { body: election }, "403 403 403 403 200 200 403 401 401"],
  ["POST /elections/{election}/nominations", { body: { employeeId: "{praised}", reason: "零差错" } }, everyone],
  ["POST /elections/{othersElection}/nominations", { body: { employeeId: "{praised}", reason: "好" } }, ofOthers],
  ["POST /elections/{voting}/vote", { body: { nomineeId: "{praised}" } }, everyone],
  ["POST /elections/{othersElection}/vote", { body: { nomineeId: "{praised}" } }, ofOthers],
  ["DELETE /elections/{election}/nominations/{praised}", {}, everyone],
  ["DELETE /elections/{othersElection}/nominations/{praised}", {}, ofOthers],
  ["DELETE /elections/{voting}/vote", {}, everyone],
  ["DELETE /elections/{othersElection}/vote", {}, ofOthers],
  ["POST /elections/{election}/cancel", {}, "403 403 403 403 200 200 403 401 401"],
  ["POST /elections/{othersElection}/cancel", {}, "404 404 404 404 200 200 404 401 401"],
  ["POST /ideas/{acceptedIdea}/effect", { body: { metricId: "{metric}", startedOn: "2026-05-11", days: 7 } }, ofLine],
];

/** Anybody may ask these; test/server/signIn.test.ts says what they answer. */
const open = [
  "GET /session/oauth",
  "GET /session/oauth/callback",
  "POST /session",
  "POST /session/bind",
  "POST /session/sandbox",
  "DELETE /session",
];

describeEngines("the API's permissions", (engine) => {
  let world: World;
  let http: Http;
  let cycle: Cycle;
  let people: Record<Exclude<Who, "signedOut"> | "praised", Employee>;
  let tokens: Partial<Record<Who, string>>;
  let unused = 0;

  beforeAll(async () => {
    world = await openWorld(engine);
    http = serveApi(world, { isSandbox: true });
    cycle = await buildCycle(world);
    const root = await buildEmployee(world);
    const manager = await buildEmployee(world, { managerId: root.id });
    const under = { managerId: manager.id };
    people = {
      root,
      manager,
      owner: await buildEmployee(world, under),
      peer: await buildEmployee(world, under),
      praised: await buildEmployee(world, under),
      leaver: await buildEmployee(world, under),
      hr: await buildEmployee(world, { roles: ["hr"] }),
      executive: await buildEmployee(world, { roles: ["executive"] }),
      operator: await buildEmployee(world, { roles: ["operator"] }),
    };
    tokens = {};
    for (const who of cast) if (who !== "signedOut") tokens[who] = await tokenFor(world, people[who]);
    // The session was good before.
    expect((await ask(http, "GET /me", tokens.leaver)).status).toBe(200);
    await world.db.transaction((db) => db.update(Employee, people.leaver.id, { status: "left" }));
  });
  afterAll(() => world.close());

  const actor = async (who: "owner" | "manager") => (await findActor(world.db.read, people[who].id))!;

  async function build({ state = "active", isRestricted = false, hasProblem = false }: Case) {
    const isBorn = state === "active" ? "active" : "draft";
    const approval = state === "active" && { approvedById: people.manager.id, approvedAt: world.clock.now() };
    const goal = await buildGoal(world, {
      cycleId: cycle.id,
      ownerId: people.owner.id,
      status: isBorn,
      isRestricted,
      ...approval,
    });
    if (state === "submitted") await transact(world.app, await actor("owner"), (ctx) => submitGoal(ctx, goal.id));
    const problem = { kind: "problem", text: "预算不足" } as const;
    if (hasProblem) await transact(world.app, await actor("owner"), (ctx) => addComment(ctx, goal.id, problem));
    return goal;
  }

  /** The only one there is, of the company or of a department nobody of the cast is in. */
  async function hold(departmentKey: string) {
    const now = world.clock.now();
    const on = (day: number) => new Date(now.getTime() + day * 86_400_000);
    const id = newId(now);
    const row = {
      id,
      month: "2026-05",
      departmentKey,
      seats: 1,
      state: "nominating",
      createdById: people.hr.id,
    } as const;
    await world.db.transaction(async (db) => {
      await db.createQueryBuilder().delete().from(Election).execute();
      await db.insert(Election, {
        ...row,
        createdAt: now,
        votesFrom: on(1),
        endsAt: on(2),
        closedAt: null,
        result: null,
      });
    });
    return id;
  }

  /** Of the owner, for the first time today. */
  async function suggest() {
    await world.db.transaction((db) => db.createQueryBuilder().delete().from(Idea).execute());
    const by = await actor("owner");
    return (await transact(world.app, by, (ctx) => sendIdea(ctx, "把赠品换成试用装"))).id;
  }

  /** One that HR wrote. */
  async function ruleIn(state: RuleState) {
    const id = newId(world.clock.now());
    const rest = { ...rule, kind: "ideaAccepted" as const, parameters: {}, createdById: people.hr.id };
    await world.db.transaction((db) => db.insert(AwardRule, { ...rest, id, state, createdAt: world.clock.now() }));
    return id;
  }

  async function place(text: string, goal: Awaited<ReturnType<typeof build>>) {
    const keyResultId = goal.keyResults[0]!.id;
    const values: Record<string, () => Promise<string> | string> = {
      goal: () => goal.id,
      keyResult: () => keyResultId,
      cycle: () => cycle.id,
      praised: () => people.praised.id,
      unused: () => `新${++unused}`,
      badge: () => "teamwork",
      honour: async () => {
        await world.db.transaction((db) => db.delete(Award, { kind: "honour" }));
        const gift = { kind: "honour", title: "销售冠军", to: { employeeId: people.owner.id }, reason: "好" } as const;
        return (await transact(world.app, await actor("manager"), (ctx) => giveAward(ctx, gift)))[0]!.id;
      },
      rule: () => ruleIn("draft"),
      runningRule: () => ruleIn("active"),
      waitingRule: () => ruleIn("waiting"),
      /** Of the manager, who has named the peer. */
      deputy: async () => {
        const id = newId(world.clock.now());
        const named = { employeeId: people.manager.id, deputyId: people.peer.id, startsOn: later, endsOn: later };
        await world.db.transaction((db) => db.insert(Deputy, { id, ...named, createdAt: world.clock.now() }));
        return id;
      },
      checkIn: async () => {
        const report = {
          keyResultId,
          operation: "set",
          amount: 10_000,
          source: "web",
          occurredAt: world.clock.now(),
        } as const;
        return (await transact(world.app, await actor("owner"), (ctx) => recordCheckIn(ctx, report))).checkIn.id;
      },
      attachment: async () => {
        const file = { name: "日报.pdf", type: "application/pdf", bytes: Buffer.from("%PDF-1.7") };
        return transact(world.app, await actor("owner"), async (ctx) => {
          const { id } = await storeAttachment(ctx, file);
          const said = { operation: "set", amount: 10_000, source: "web", occurredAt: ctx.now } as const;
          await recordCheckIn(ctx, { keyResultId, ...said, attachmentIds: [id] });
          return id;
        });
      },
      department: async () => (await buildDepartment(world)).id,
      election: () => hold(""),
      othersElection: () => hold("elsewhere"),
      voting: async () => {
        const id = await hold("");
        const by = await actor("owner");
        await transact(world.app, by, (ctx) => nominate(ctx, id, { employeeId: people.praised.id, reason: "好" }));
        const votesFrom = world.clock.now();
        await world.db.transaction((db) => db.update(Election, id, { state: "voting", votesFrom }));
        return id;
      },
      openIdea: () => suggest(),
      acceptedIdea: async () => {
        const id = await suggest();
        await transact(world.app, await actor("manager"), (ctx) => acceptIdea(ctx, id));
        return id;
      },
      metric: async () => {
        await transact(world.app, null, ensureMetrics);
        return (await world.db.read.findOneByOrFail(Metric, {})).id;
      },
      praise: async () => {
        await world.db.transaction((db) => db.delete(Award, { kind: "praise" }));
        const given = { employeeId: people.praised.id, reason: "好" };
        return (await transact(world.app, await actor("owner"), (ctx) => praise(ctx, given))).id;
      },
    };
    let placed = text;
    for (const [, name = ""] of text.matchAll(/\{(\w+)\}/g))
      placed = placed.replace(`{${name}}`, await values[name]!());
    return placed;
  }

  it.each(table)("%s %j", async (line, state, statuses) => {
    const got: Partial<Row> = {};
    for (const who of cast) {
      const goal = await build(state);
      const call = ask(http, await place(line, goal), tokens[who]);
      const { body, file } = state;
      if (file) call.type("application/octet-stream").send(file);
      const answer = await (body ? call.send(JSON.parse(await place(JSON.stringify(body), goal))) : call);
      got[who] = answer.status;
      if (answer.status >= 400) expect(answer.type).toBe("application/problem+json");
    }
    expect(got).toEqual(row(statuses));
  });

  it("has a table for every route", async () => {
    const { body } = await ask(http, "GET /openapi.json");
    const routes = Object.entries<object>(body.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map(
        (method) => `${method.toUpperCase()} ${path.replace("/api/v1", "").replace(/\{\w+\}/g, "{}")}`,
      ),
    );
    const tried = [...table, ...moneyTable].map(([line]) => line.replace(/\?.*/, "").replace(/\{\w+\}/g, "{}"));
    expect(routes.sort()).toEqual([...new Set([...tried, ...open])].sort());
  });

  it("tells each person which buttons would work", async () => {
    const goal = await build({ state: "submitted" });
    const abilitiesOf = async (who: Who) => {
      const { body } = await ask(http, `GET /goals/${goal.id}`, tokens[who]);
      return Object.keys(body.abilities).filter((name) => body.abilities[name]);
    };
    expect(await abilitiesOf("owner")).toEqual(["withdraw"]);
    expect(await abilitiesOf("manager")).toEqual(["approve", "return"]);
    expect(await abilitiesOf("root")).toEqual(["approve", "return"]);
    for (const who of ["peer", "hr", "executive", "operator"] as const) expect(await abilitiesOf(who)).toEqual([]);
    await transact(world.app, await actor("manager"), (ctx) => approveGoal(ctx, goal.id));
    expect(await abilitiesOf("owner")).toEqual(["report", "comment"]);
    expect(await abilitiesOf("manager")).toEqual(["report", "comment", "undoApproval"]);
    expect(await abilitiesOf("root")).toEqual(["report", "comment"]);
    expect(await abilitiesOf("hr")).toEqual([]);
  });

  it("lists a restricted goal to those who may read it, and to nobody else", async () => {
    // Newer than the goals of the table, of which there are more than a page.
    world.clock.forward(1000);
    const goal = await build({ isRestricted: true });
    const seen: string[] = [];
    for (const who of cast.slice(0, 7)) {
      const { body } = await ask(http, `GET /goals?owner=${people.owner.id}&limit=500`, tokens[who]);
      if (body.goals.some(({ id }: { id: string }) => id === goal.id)) seen.push(who);
    }
    expect(seen).toEqual(["owner", "manager", "root", "hr"]);
  });

  it("shows an approval to the one it waits for", async () => {
    const goal = await build({ state: "submitted" });
    const isWaitingFor = async (who: Who) => {
      const { body } = await ask(http, "GET /approvals", tokens[who]);
      return body.goals.some(({ id }: { id: string }) => id === goal.id);
    };
    expect(await isWaitingFor("manager")).toBe(true);
    for (const who of ["owner", "root", "hr", "peer"] as const) expect(await isWaitingFor(who)).toBe(false);
  });

  it("lets HR decide where nobody is above the owner", async () => {
    const goal = await buildGoal(world, { cycleId: cycle.id, ownerId: people.root.id, status: "draft" });
    await transact(world.app, (await findActor(world.db.read, people.root.id))!, (ctx) => submitGoal(ctx, goal.id));
    const { body } = await ask(http, `POST /goals/${goal.id}/approve`, tokens.hr);
    expect(body.status).toBe("active");
  });
});
