import { Award, CheckIn, type Cycle, type Employee, Event, KeyResult, Objective } from "../../entities";
import { describeEngines } from "../engines";
import { buildCycle, buildEmployee, buildGoal } from "../factories";
import { openWorld, type World } from "../world";
import { ask, type Http, serveApi, tokenFor } from "./serveApi";

const keyResults = [{ title: "GMV", kind: "increase", target: "100", unit: "元" }];

describeEngines("writing over the API", (engine) => {
  let world: World;
  let http: Http;
  let cycle: Cycle;
  let owner: Employee;
  let manager: Employee;
  let peer: Employee;
  let token: string;
  let managerToken: string;
  let peerToken: string;
  let keys = 0;

  beforeAll(async () => {
    world = await openWorld(engine);
    http = serveApi(world);
    cycle = await buildCycle(world);
    manager = await buildEmployee(world);
    owner = await buildEmployee(world, { managerId: manager.id });
    peer = await buildEmployee(world, { managerId: manager.id });
    token = await tokenFor(world, owner);
    managerToken = await tokenFor(world, manager);
    peerToken = await tokenFor(world, peer);
  });
  afterAll(() => world.close());

  const eventCount = () => world.db.read.count(Event);
  const proposal = () => ({ cycleId: cycle.id, title: "目标", keyResults });
  const build = async (status: "draft" | "submitted" | "active") => {
    const approval = status === "active" && { approvedById: manager.id, approvedAt: world.clock.now() };
    const goal = await buildGoal(world, {
      cycleId: cycle.id,
      ownerId: owner.id,
      status: status === "active" ? "active" : "draft",
      ...approval,
    });
    if (status === "submitted") await ask(http, `POST /goals/${goal.id}/submit`, token);
    return goal;
  };
  const report = async (goal: Objective) => {
    const path = `/key-results/${goal.keyResults[0]!.id}/check-ins`;
    return (await ask(http, `POST ${path}`, token).send({ operation: "set", amount: "1" })).body.checkInId;
  };

  /** Every write, ready to be sent. */
  const writes: [string, () => Promise<{ line: string; body?: object; by?: "manager" }>][] = [
    ["propose", async () => ({ line: "POST /goals", body: proposal() })],
    ["edit", async () => ({ line: `PATCH /goals/${(await build("draft")).id}`, body: { version: 1, title: "新" } })],
    ["submit", async () => ({ line: `POST /goals/${(await build("draft")).id}/submit` })],
    ["withdraw", async () => ({ line: `POST /goals/${(await build("draft")).id}/withdraw` })],
    ["approve", async () => ({ line: `POST /goals/${(await build("submitted")).id}/approve`, by: "manager" })],
    [
      "return",
      async () => ({
        line: `POST /goals/${(await build("submitted")).id}/return`,
        body: { reason: "不清楚" },
        by: "manager",
      }),
    ],
    [
      "undo an approval",
      async () => ({ line: `POST /goals/${(await build("active")).id}/undo-approval`, by: "manager" }),
    ],
    [
      "report",
      async () => ({
        line: `POST /key-results/${(await build("active")).keyResults[0]!.id}/check-ins`,
        body: { operation: "add", amount: "5" },
      }),
    ],
    ["take a report back", async () => ({ line: `DELETE /check-ins/${await report(await build("active"))}` })],
    ["praise", async () => ({ line: "POST /recognitions", body: { employeeId: peer.id, reason: "帮了大忙" } })],
    [
      "take praise back",
      async () => {
        const given = await ask(http, "POST /recognitions", token).send({ employeeId: manager.id, reason: "好" });
        return { line: `DELETE /recognitions/${given.body.id}` };
      },
    ],
    [
      "give a badge",
      async () => {
        const { id: employeeId } = await buildEmployee(world, { managerId: manager.id });
        const body = { kind: "badge", badgeCode: "teamwork", to: { employeeId }, reason: "主动补班" };
        return { by: "manager", line: "POST /awards", body };
      },
    ],
    [
      "congratulate",
      async () => {
        const { id: employeeId } = await buildEmployee(world);
        const given = await ask(http, "POST /recognitions", token).send({ employeeId, reason: "好" });
        return { by: "manager", line: `POST /recognitions/${given.body.id}/cheer` };
      },
    ],
  ];

  const send = ({ line, body, by }: { line: string; body?: object; by?: "manager" }, key: string) =>
    ask(http, line, by ? managerToken : token)
      .set("Idempotency-Key", key)
      .send(body);

  describe.each(writes)("%s", (_, prepare) => {
    it("twice with one key is once, with the same answer", async () => {
      const write = await prepare();
      const key = `key${++keys}`;
      const first = await send(write, key);
      const events = await eventCount();
      const second = await send(write, key);
      expect([first.status, second.status]).toEqual([200, 200]);
      expect(second.body).toEqual(first.body);
      expect(await eventCount()).toBe(events);
    });

    it("twice at the same time with one key is once", async () => {
      const write = await prepare();
      const key = `key${++keys}`;
      const before = await eventCount();
      const [first, second] = await Promise.all([send(write, key), send(write, key)]);
      expect([first.status, second.status]).toEqual([200, 200]);
      expect(second.body).toEqual(first.body);
      const after = await eventCount();
      await send(write, key);
      expect(await eventCount()).toBe(after);
      expect(after).toBeGreaterThan(before);
    });
  });

  it("creates one thing of two requests that come at the same time", async () => {
    const before = await world.db.read.countBy(Objective, { ownerId: owner.id });
    const write = { line: "POST /goals", body: proposal() };
    await Promise.all([1, 2, 3].map(() => send(write, "three-at-once")));
    expect(await world.db.read.countBy(Objective, { ownerId: owner.id })).toBe(before + 1);
  });

  it("refuses a key that was used for something else", async () => {
    await send({ line: "POST /goals", body: proposal() }, "mine");
    for (const other of [
      { line: "POST /goals", body: { ...proposal(), title: "另一个" } },
      { line: "POST /recognitions", body: { employeeId: peer.id, reason: "好" } },
    ]) {
      const { status, body } = await send(other, "mine");
      expect([status, body.code]).toEqual([409, "idempotency.bodyDiffers"]);
    }
  });

  it("starts a sum at 0 whatever is sent, and refuses one that is to fall", async () => {
    const sum = { title: "GMV", kind: "increase", accumulation: "sum", start: "100", target: "112", unit: "元" };
    const rising = await ask(http, "POST /goals", token).send({ ...proposal(), keyResults: [sum], submit: true });
    expect(rising.body.keyResults).toMatchObject([{ start: "0", target: "112" }]);
    const falling = [{ ...sum, kind: "decrease", target: "50" }];
    const { status, body } = await ask(http, "POST /goals", token).send({
      ...proposal(),
      keyResults: falling,
      submit: true,
    });
    expect([status, body.code]).toEqual([422, "keyResult.sumCannotFall"]);
  });

  it("takes what people write with its emoji", async () => {
    const { status, body } = await ask(http, "POST /goals", token).send({ ...proposal(), title: "冲🚀第一" });
    expect([status, body.title]).toEqual([200, "冲🚀第一"]);
  });

  it.each(["9999-12-31", "2026-06-01", "2026-04-30"])("refuses a key result due on %s, outside May", async (dueOn) => {
    const sent = { ...proposal(), keyResults: [{ ...keyResults[0], dueOn }] };
    const { id } = await build("draft");
    const edit = ask(http, `PATCH /goals/${id}`, token).send({ version: 1, keyResults: sent.keyResults });
    for (const { status, body } of [await ask(http, "POST /goals", token).send(sent), await edit]) {
      expect([status, body.code]).toEqual([422, "keyResult.dueOutsideCycle"]);
      expect(body.detail).toBe("“GMV”的到期日不在周期内，请填 2026-05-01 到 2026-05-31 之间的一天。");
    }
    // One that was stored before this was a rule.
    const goal = await build("submitted");
    await world.db.transaction((db) => db.update(KeyResult, { objectiveId: goal.id }, { dueOn }));
    const { status, body } = await ask(http, `POST /goals/${goal.id}/approve`, managerToken);
    expect([status, body.code]).toEqual([422, "keyResult.dueOutsideCycle"]);
  });

  it.each(["2026-05-01", "2026-05-31"])("takes a key result due on %s", async (dueOn) => {
    const sent = { ...proposal(), keyResults: [{ ...keyResults[0], dueOn }], submit: true };
    expect((await ask(http, "POST /goals", token).send(sent)).body.keyResults).toMatchObject([{ dueOn }]);
  });

  it("does not take one goal's answer for another's", async () => {
    const [one, other] = [await build("draft"), await build("draft")];
    expect((await send({ line: `POST /goals/${one.id}/submit` }, "which")).body.id).toBe(one.id);
    const { status, body } = await send({ line: `POST /goals/${other.id}/submit` }, "which");
    expect([status, body.code]).toEqual([409, "idempotency.bodyDiffers"]);
  });

  it("keeps the keys of two people apart", async () => {
    const mine = await send({ line: "POST /goals", body: proposal() }, "shared");
    const theirs = await ask(http, "POST /goals", peerToken).set("Idempotency-Key", "shared").send(proposal());
    expect(theirs.status).toBe(200);
    expect(theirs.body.id).not.toBe(mine.body.id);
    expect(theirs.body.owner.id).toBe(peer.id);
  });

  it("lets a refused request be sent again with its key", async () => {
    const goal = await build("active");
    const withdraw = { line: `POST /goals/${goal.id}/withdraw` };
    expect((await send(withdraw, "refused")).status).toBe(409);
    await world.db.transaction((db) => db.update(Objective, goal.id, { status: "draft" }));
    expect((await send(withdraw, "refused")).status).toBe(200);
  });

  it.each(["with space", "x".repeat(65)])("refuses the key %j", async (key) => {
    const { status, body } = await send({ line: "POST /goals", body: proposal() }, key);
    expect([status, body.code]).toEqual([422, "idempotency.badKey"]);
  });

  it("refuses an edit of what was changed since, and says the version", async () => {
    const goal = await build("draft");
    const edit = (title: string) => ask(http, `PATCH /goals/${goal.id}`, token).send({ version: 1, title });
    expect((await edit("第一")).body).toMatchObject({ title: "第一", version: 2 });
    const { status, body } = await edit("第二");
    expect(status).toBe(409);
    expect(body).toMatchObject({ code: "goal.stale", details: { version: 2 } });
    const two = await Promise.all(
      ["甲", "乙"].map((title) => ask(http, `PATCH /goals/${goal.id}`, token).send({ version: 2, title })),
    );
    expect(two.map(({ status }) => status).sort()).toEqual([200, 409]);
  });

  it.each([
    ["POST /goals", {}, ["body.cycleId", "body.title", "body.keyResults"]],
    ["POST /goals", { cycleId: "c", title: " ", keyResults: [] }, ["body.title"]],
    ["POST /goals", { cycleId: "c", title: "a\u0000b", keyResults: [] }, ["body.title"]],
    ["POST /goals", { cycleId: "c", title: "\u200b\u2060", keyResults: [] }, ["body.title"]],
    ["POST /goals", { cycleId: "c", title: "冲\ud83d", keyResults: [] }, ["body.title"]],
    [
      "POST /goals",
      { cycleId: "c", title: "a", keyResults: [{ ...keyResults[0], title: "\u200b", unit: "\udc00" }] },
      ["body.keyResults.0.title", "body.keyResults.0.unit"],
    ],
    ["PATCH /goals/x", { version: 1, title: "\u200b" }, ["body.title"]],
    ["POST /goals/x/return", { reason: "\u200b" }, ["body.reason"]],
    ["POST /key-results/x/check-ins", { operation: "set", amount: "1", note: "\udfff" }, ["body.note"]],
    ["POST /recognitions", { employeeId: "x", reason: "\ufeff\u200b" }, ["body.reason"]],
    ["POST /goals", { cycleId: "c", title: "a", keyResults: [], ownerId: "x" }, ["body"]],
    [
      "POST /goals",
      { cycleId: "c", title: "a", keyResults: [{ ...keyResults[0], metricId: "m" }] },
      ["body.keyResults.0"],
    ],
    [
      "POST /goals",
      { cycleId: "c", title: "a", keyResults: [{ ...keyResults[0], dueOn: "2026-02-30" }] },
      ["body.keyResults.0.dueOn"],
    ],
    [
      "POST /goals",
      { cycleId: "c", title: "a", keyResults: [{ ...keyResults[0], target: "999999999999" }] },
      ["body.keyResults.0.target"],
    ],
    [
      "POST /goals",
      { cycleId: "c", title: "a", keyResults: [{ ...keyResults[0], weight: 33.333 }] },
      ["body.keyResults.0.weight"],
    ],
    [
      "POST /goals",
      { cycleId: "c", title: "a", keyResults: [{ ...keyResults[0], weight: 0 }] },
      ["body.keyResults.0.weight"],
    ],
    ["PATCH /goals/x", { title: "a" }, ["body.version"]],
    ["POST /goals/x/return", { reason: "" }, ["body.reason"]],
    ["POST /key-results/x/check-ins", { operation: "times", amount: "1e9" }, ["body.operation", "body.amount"]],
    ["POST /key-results/x/check-ins", { operation: "set", amount: "999999999999" }, ["body.amount"]],
    ["POST /key-results/x/check-ins", { operation: "set", amount: 5 }, ["body.amount"]],
    ["POST /key-results/x/check-ins", { operation: "set", amount: "5", confidence: 11 }, ["body.confidence"]],
    ["POST /key-results/x/check-ins", { operation: "set", amount: "5", occurredAt: "yesterday" }, ["body.occurredAt"]],
    ["POST /recognitions", { employeeId: "x", reason: "长".repeat(101) }, ["body.reason"]],
    ["POST /awards", { kind: "badge", to: {}, reason: "" }, ["body.to", "body.reason"]],
    [
      "POST /awards",
      { kind: "medal", to: { employeeId: "x" }, reason: "好", title: "长".repeat(21) },
      ["body.kind", "body.title"],
    ],
    ["PATCH /values", { values: [] }, ["body.values"]],
    [
      "POST /badges",
      { name: "新", description: "新", level: 4, design: { shape: "cube" } },
      ["body.level", "body.design.shape", "body.design.sign", "body.design.tone"],
    ],
    [
      "POST /rules",
      { name: "奖", kind: "luck", personMonthCap: 0, monthCap: 1.5 },
      ["body.kind", "body.personMonthCap", "body.monthCap"],
    ],
    ["GET /rules/preview?name=a&kind=ideaAccepted&personMonthCap=x&monthCap=1", undefined, ["query.personMonthCap"]],
    ["GET /goals?limit=0", undefined, ["query.limit"]],
    ["GET /goals?limit=501&status=lost", undefined, ["query.status.0", "query.limit"]],
    ["GET /people?query=", undefined, ["query.query"]],
    ["GET /recognitions?limit=1&limit=2", undefined, ["query.limit"]],
  ])("%s %j is refused with the places", async (line, sent, places) => {
    const { status, type, body } = await ask(http, line, token).send(sent);
    expect([status, type, body.code]).toEqual([422, "application/problem+json", "input.invalid"]);
    expect(body.errors.map(({ path }: { path: string }) => path)).toEqual(places);
    for (const { message } of body.errors)
      expect(message.replace(/"\w+"|\(key\)|ISO/g, "")).toMatch(/^[\u4e00-\u9fff][^a-zA-Z]*$/);
  });

  it.each([
    ["broken JSON", '{"a":', "application/json", 400, "input.malformed"],
    ["JSON that is no object", '"text"', "application/json", 400, "input.malformed"],
    ["a huge body", JSON.stringify({ title: "x".repeat(300_000) }), "application/json", 413, "input.tooLarge"],
    ["a form", "title=x", "application/x-www-form-urlencoded", 422, "input.invalid"],
  ])("refuses %s", async (_, text, contentType, status, code) => {
    const answer = await ask(http, "POST /goals", token).set("Content-Type", contentType).send(text);
    expect([answer.status, answer.type, answer.body.code]).toEqual([status, "application/problem+json", code]);
  });

  it.each([
    ["POST /goals", { cycleId: "none", title: "a", keyResults }, 404, "cycle.notFound"],
    ["POST /goals/none/approve", undefined, 404, "goal.notFound"],
    ["GET /goals/none", undefined, 404, "goal.notFound"],
    ["POST /key-results/none/check-ins", { operation: "set", amount: "1" }, 404, "keyResult.notFound"],
    ["DELETE /check-ins/none", undefined, 404, "checkIn.notFound"],
    ["DELETE /recognitions/none", undefined, 404, "award.notFound"],
    ["POST /recognitions", { employeeId: "none", reason: "好" }, 404, "person.notFound"],
    ["GET /nothing", undefined, 404, "route.notFound"],
    ["PATCH /goals/none/nothing", undefined, 404, "route.notFound"],
  ])("%s %j answers %d", async (line, body, status, code) => {
    const answer = await ask(http, line, token).send(body);
    expect([answer.status, answer.type, answer.body.code]).toEqual([status, "application/problem+json", code]);
    expect(answer.body).toMatchObject({ type: `urn:dabiao:${code}`, status, title: code });
    expect(answer.body.detail).toMatch(/[\u4e00-\u9fff]/);
  });

  it("refuses a move the state does not allow, naming the state", async () => {
    const goal = await build("active");
    const { status, body } = await ask(http, `POST /goals/${goal.id}/withdraw`, token);
    expect(status).toBe(409);
    expect(body.detail).toContain("进行中");
  });

  it("refuses a person's own praise and reports ahead of time", async () => {
    const self = await ask(http, "POST /recognitions", token).send({ employeeId: owner.id, reason: "我" });
    expect([self.status, self.body.code]).toEqual([409, "praise.self"]);
    const goal = await build("active");
    const occurredAt = new Date(world.clock.now().getTime() + 3_600_000).toISOString();
    const line = `POST /key-results/${goal.keyResults[0]!.id}/check-ins`;
    const early = await ask(http, line, token).send({ operation: "set", amount: "1", occurredAt });
    expect([early.status, early.body.code]).toEqual([422, "checkIn.inFuture"]);
    expect(await world.db.read.countBy(CheckIn, { keyResultId: goal.keyResults[0]!.id })).toBe(0);
    expect(await world.db.read.countBy(Award, { employeeId: owner.id })).toBe(0);
  });

  it("shows that a praise was taken back, and no longer what it said", async () => {
    const { body } = await ask(http, "POST /recognitions", token).send({ employeeId: manager.id, reason: "说错了话" });
    const listed = async () => {
      const list = await ask(http, "GET /recognitions", peerToken);
      return list.body.recognitions.find(({ id }: { id: string }) => id === body.id);
    };
    expect(await listed()).toMatchObject({ reason: "说错了话", isRevoked: false });
    await ask(http, `DELETE /recognitions/${body.id}`, token);
    expect(await listed()).toMatchObject({ reason: null, isRevoked: true });
  });

  it("says whom it was done by, and that it came over the web", async () => {
    const { body } = await ask(http, "POST /goals", token).send(proposal());
    const event = await world.db.read.findOneByOrFail(Event, { subjectId: body.id });
    expect([event.actorId, event.via]).toEqual([owner.id, "web"]);
  });
});
