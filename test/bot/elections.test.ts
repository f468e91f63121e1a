import { IsNull } from "typeorm";
import { composeNotice } from "../../bot/composeNotice";
import type { Card, Message } from "../../bot/Message";
import { wordsFor } from "../../bot/say";
import { cancelElection } from "../../domain/elections/cancelElection";
import { closeElection } from "../../domain/elections/closeElection";
import { nominate } from "../../domain/elections/nominate";
import { openElection } from "../../domain/elections/openElection";
import { startVoting } from "../../domain/elections/startVoting";
import { vote } from "../../domain/elections/vote";
import { withdrawNomination } from "../../domain/elections/withdrawNomination";
import { findActor } from "../../domain/people/findActor";
import { transact } from "../../domain/transact";
import {
  Award,
  CardCode,
  Election,
  Employee,
  Event,
  JobRun,
  Nomination,
  Notice,
  RoleGrant,
  Vote,
} from "../../entities";
import { deliverNotices } from "../../jobs/deliverNotices";
import { moveElections } from "../../jobs/moveElections";
import { runOnce } from "../../jobs/runOnce";
import { describeEngines } from "../engines";
import { buildDepartment, buildEmployee } from "../factories";
import { ask, serveApi, tokenFor } from "../server/serveApi";
import { monday, openWorld, type World } from "../world";

const slotAt = (text: string) => new Date(`${text}:00+08:00`);

describeEngines("Elections", (engine) => {
  let world: World;
  let keys = 0;
  type Who = "hr" | "wang" | "li" | "zhao" | "sun" | "stranger";
  let cast: Record<Who, Awaited<ReturnType<typeof buildEmployee>>>;
  let team: { id: string; name: string };

  beforeAll(async () => {
    world = await openWorld(engine);
  });
  afterAll(() => world.close());
  beforeEach(async () => {
    world.clock.set(monday);
    world.sent.length = 0;
    await world.db.transaction(async (db) => {
      for (const Row of [Election, Nomination, Vote, Award, Notice, RoleGrant, JobRun])
        await db.createQueryBuilder().delete().from(Row).execute();
      await db.update(Employee, { status: "active" }, { status: "left" });
    });
    team = await buildDepartment(world, { name: "运营部", chatId: "chat" });
    const group = await buildDepartment(world, { name: "运营一组", parentId: team.id });
    const other = await buildDepartment(world, { name: "仓储部" });
    cast = {
      hr: await buildEmployee(world, { name: "人事", roles: ["hr"], departmentId: other.id }),
      wang: await buildEmployee(world, { name: "王芳", departmentId: team.id }),
      li: await buildEmployee(world, { name: "李强", departmentId: group.id }),
      zhao: await buildEmployee(world, { name: "赵六", departmentId: group.id }),
      sun: await buildEmployee(world, { name: "孙七", departmentId: team.id }),
      stranger: await buildEmployee(world, { name: "钱八", departmentId: other.id }),
    };
  });

  const actor = async (who: Who) => (await findActor(world.db.read, cast[who].id))!;
  const plan = { month: "2026-05", seats: 1, nominateUntil: "2026-05-12", voteUntil: "2026-05-14" };
  const open = async (changes: object = {}) => {
    const by = await actor("hr");
    return transact(world.app, by, (ctx) => openElection(ctx, { ...plan, departmentId: team.id, ...changes }));
  };
  const receive = async (who: Who, part: object): Promise<Message> => {
    world.clock.forward(1);
    const answer = await world.bot.receive({
      ...{ channel: "wecom", userId: cast[who].wecomUserId ?? "", key: `k${++keys}`, at: world.clock.now() },
      ...part,
    });
    if (answer) return answer;
    const notice = await world.db.read.findOneOrFail(Notice, {
      where: { employeeId: cast[who].id, createdAt: world.clock.now() },
      order: { id: "DESC" },
    });
    return (notice.data.message ?? { kind: "card", card: notice.data.card }) as Message;
  };
  const say = async (who: Who, text: string) => shown(await receive(who, { text }));
  const press = (who: Who, id: string, nominee?: Who) =>
    receive(who, {
      button: {
        key: `election.vote:${id}`,
        responseCode: `c${keys}`,
        choices: nominee ? { nominee: [cast[nominee].id] } : {},
      },
    });
  const slot = async (text: string) => {
    const at = slotAt(text);
    world.clock.set(at);
    return Promise.all([1, 2, 3].map(() => runOnce(world.app, moveElections, at)));
  };
  const deliver = async () => {
    world.sent.length = 0;
    await deliverNotices(world.app);
    return world.sent
      .filter(({ notice }) => notice.template.startsWith("election"))
      .map((delivery) => ({
        to: delivery.person?.name ?? delivery.team?.name ?? "",
        template: delivery.notice.template,
        message: composeNotice(delivery, "http://x"),
      }));
  };
  /** One with two nominees, and a card for everybody who may vote. */
  const buildVoting = async (changes: object = {}) => {
    const election = await open(changes);
    await say("wang", "提名 @李强 连续三个月零差错");
    await say("sun", "提名 赵六 带出两个新人");
    await slot("2026-05-13T00:03");
    world.clock.set(slotAt("2026-05-13T10:00"));
    return election;
  };
  const stored = (id: string) => world.db.read.findOneByOrFail(Election, { id });

  it("tell whoever takes part, and the team; nobody else", async () => {
    const { id } = await open();
    const told = await deliver();
    expect(told.map(({ to, template }) => `${to} ${template}`).sort()).toEqual(
      ["李强", "孙七", "王芳", "赵六"]
        .map((name) => `${name} electionOpened`)
        .concat("运营部 electionAnnounced", "运营一组 electionAnnounced")
        .sort(),
    );
    expect(shown(told[0]!.message!)).toBe(
      "2026年5月优秀员工（运营部）开始提名，选出 1 人。给达标发“提名 @名字 理由”，每人最多提 2 位，到 5月12日 为止。",
    );
    expect(await stored(id)).toMatchObject({ state: "nominating", votesFrom: slotAt("2026-05-13T00:00") });
  });

  it("are opened by HR and executives, once a month and department, on days that make sense", async () => {
    const by = await actor("wang");
    const refused = transact(world.app, by, (ctx) => openElection(ctx, { ...plan, departmentId: team.id }));
    await expect(refused).rejects.toMatchObject({ code: "election.openForbidden" });
    await open();
    await expect(open()).rejects.toMatchObject({ code: "election.exists" });
    for (const [changes, code] of [
      [{ seats: 11 }, "election.seats"],
      [{ nominateUntil: "2026-05-10" }, "election.past"],
      [{ voteUntil: "2026-05-12" }, "election.backwards"],
      [{ voteUntil: "2026-07-11" }, "election.tooLong"],
      [{ departmentId: "none" }, "department.notFound"],
    ] as const)
      await expect(open({ month: "2026-04", ...changes })).rejects.toMatchObject({ code });
    await open({ departmentId: null });
    expect(await world.db.read.countBy(Election, {})).toBe(2);
  });

  it("take two nominations each, of colleagues in it, never of oneself; the same again is once", async () => {
    await open();
    expect(await say("wang", "提名")).toBe(wordsFor("election.how"));
    expect(await say("wang", "提名 @李强")).toBe(wordsFor("election.reasonMissing", { name: "李强" }));
    const done = wordsFor("election.nominated", { name: "李强", title: "2026年5月优秀员工（运营部）" });
    expect(await say("wang", "提名 @李强 零差错")).toBe(done);
    expect(await say("wang", "提名 @李强 还是他")).toBe(done);
    expect(await say("wang", "提名 王芳 我最好")).toBe(wordsFor("election.selfNomination"));
    expect(await say("wang", "提名 钱八 好")).toBe(wordsFor("election.notInScope"));
    expect(await say("wang", "提名 没有的人 好")).toBe(wordsFor("person.notFoundByName", { name: "没有的人" }));
    expect(await say("stranger", "提名 李强 好")).toBe(wordsFor("election.none"));
    await say("wang", "提名 赵六 好");
    expect(await say("wang", "提名 孙七 好")).toBe(wordsFor("election.tooManyNominations", { most: 2 }));
    expect(await world.db.read.find(Nomination, { order: { id: "ASC" } })).toMatchObject([
      { employeeId: cast.li.id, nominatedById: cast.wang.id, reason: "零差错" },
      { employeeId: cast.zhao.id },
    ]);
    const told = (await deliver()).filter(({ template }) => template === "electionNominated");
    expect(told.map(({ to }) => to).sort()).toEqual(["李强", "赵六"].sort());
    world.clock.set(slotAt("2026-05-13T00:00"));
    expect(await say("sun", "提名 李强 好")).toBe(wordsFor("election.none"));
  });

  it("ask for the month where several of one scope are open at once", async () => {
    await open();
    await open({ month: "2026-06" });
    const asked = await say("wang", "提名 @李强 零差错");
    expect(asked).toContain("2026-05：2026年5月优秀员工（运营部）");
    expect(asked).toContain("2026-06：2026年6月优秀员工（运营部）");
    expect(await world.db.read.countBy(Nomination, {})).toBe(0);
    expect(await say("wang", "提名 2026-05 @李强 零差错")).toContain("2026年5月优秀员工");
    expect(await say("wang", "提名 2026-06 赵六 带新人")).toContain("2026年6月优秀员工");
    expect(await say("wang", "提名 2026-07 赵六 带新人")).toBe(wordsFor("election.none"));
    expect(await world.db.read.countBy(Nomination, {})).toBe(2);
  });

  it("ask for the account where several in it have the name", async () => {
    await open();
    await buildEmployee(world, { name: "李强", departmentId: team.id, wecomUserId: `twin${engine}` });
    expect(await say("wang", "提名 李强 好")).toContain(`twin${engine}`);
    expect(await say("wang", `提名 twin${engine} 好`)).toContain("已提名 李强");
    expect(await world.db.read.countBy(Nomination, { employeeId: cast.li.id })).toBe(0);
  });

  it("give everybody a card with the others on it, and one vote that can be changed", async () => {
    const { id } = await buildVoting();
    const cards = (await deliver()).filter(({ template }) => template === "electionVoting");
    expect(cards.map(({ to }) => to).sort()).toEqual(["孙七", "李强", "王芳", "赵六"].sort());
    const optionsOf = (message: Message | undefined) =>
      (message?.kind === "card" && message.card.selection?.options.map(({ text }) => text)) || [];
    expect(optionsOf(cards.find(({ to }) => to === "王芳")!.message)).toEqual(["李强", "赵六"]);
    expect(optionsOf(cards.find(({ to }) => to === "李强")!.message)).toEqual(["赵六"]);

    expect(shown(await press("wang", id))).toBe(wordsFor("election.choose"));
    const first = await press("wang", id, "li");
    expect(first).toMatchObject({ card: { selection: { selected: cast.li.id }, buttons: [{ text: "改投" }] } });
    await press("wang", id, "li");
    await press("wang", id, "zhao");
    expect(shown(await press("li", id, "li"))).toBe(wordsFor("election.selfVote"));
    expect(shown(await press("wang", id, "sun"))).toBe(wordsFor("election.notNominated"));
    expect(shown(await press("stranger", id, "li"))).toBe(wordsFor("election.notFound"));
    expect(shown(await press("hr", id, "li"))).toBe(wordsFor("election.voteForbidden"));
    expect(await world.db.read.find(Vote)).toMatchObject([{ voterId: cast.wang.id, nomineeId: cast.zhao.id }]);
    // Nobody can read from the audit for whom.
    const events = await world.db.read.findBy(Event, { subjectId: id, actorId: cast.wang.id });
    expect(JSON.stringify(events.filter(({ name }) => name.startsWith("election.vote")))).not.toContain(cast.zhao.id);
  });

  it("send to the page where more were put forward than a card holds", async () => {
    const { id } = await open();
    for (let count = 0; count < 12; count++) {
      const nominee = await buildEmployee(world, { departmentId: team.id });
      const by = (await findActor(world.db.read, (await buildEmployee(world, { departmentId: team.id })).id))!;
      await transact(world.app, by, (ctx) => nominate(ctx, id, { employeeId: nominee.id, reason: "好" }));
    }
    await slot("2026-05-13T00:03");
    world.clock.set(slotAt("2026-05-13T10:00"));
    const card = (await deliver()).find(({ to, template }) => to === "王芳" && template === "electionVoting")!.message;
    expect(card).toMatchObject({ card: { subtitle: expect.stringContaining("候选人有 12 位，请点开页面投票") } });
    expect((card as { card: Card }).card.buttons).toBeUndefined();
  });

  it("are counted once by whoever comes first, with an honour on the wall and in the team's chat", async () => {
    const { id } = await buildVoting();
    await press("wang", id, "li");
    await press("sun", id, "li");
    await press("li", id, "zhao");
    await slot("2026-05-14T23:58");
    expect((await stored(id)).state).toBe("voting");
    const ran = await slot("2026-05-15T00:03");
    expect(ran.filter(Boolean)).toHaveLength(1);
    await Promise.all([1, 2, 3].map(() => transact(world.app, null, (work) => closeElection(work, id))));
    await slot("2026-05-15T00:08");
    expect((await stored(id)).result).toEqual([
      { employeeId: cast.li.id, votes: 2, isElected: true },
      { employeeId: cast.zhao.id, votes: 1, isElected: false },
    ]);
    const awards = await world.db.read.findBy(Award, { kind: "honour" });
    expect(awards).toMatchObject([
      {
        ...{ employeeId: cast.li.id, fact: `election:${id}:${cast.li.id}`, figure: "2 票" },
        certificateNo: expect.stringMatching(/^[0-9A-HJKMNP-TV-Z]{12}$/),
      },
    ]);
    world.clock.set(slotAt("2026-05-15T10:00"));
    const told = (await deliver()).filter(({ template }) => /Won|Result|Ended/.test(template));
    expect(told.map(({ to, message }) => [to, shown(message!)]).sort()).toEqual(
      [
        ["李强", "★ 恭喜！你当选2026年5月优秀员工"],
        ["人事", "2026年5月优秀员工（运营部）评选已结束：当选 李强（2 票）。"],
        ["运营一组", "2026年5月优秀员工（运营部）揭晓，祝贺：\n> 李强 2 票"],
        ["运营部", "2026年5月优秀员工（运营部）揭晓，祝贺：\n> 李强 2 票"],
      ].sort(),
    );
  });

  it("count neither the votes of leavers nor those for them", async () => {
    const { id } = await buildVoting({ seats: 2 });
    await press("wang", id, "li");
    await press("sun", id, "li");
    await press("li", id, "zhao");
    await world.db.transaction((db) => db.update(Employee, cast.wang.id, { status: "left" }));
    await slot("2026-05-15T00:03");
    expect((await stored(id)).result?.map(({ votes }) => votes)).toEqual([1, 1]);
    const again = await buildVotingAgain();
    await world.db.transaction((db) => db.update(Employee, cast.li.id, { status: "left" }));
    await slot("2026-05-19T00:03");
    expect((await stored(again)).result).toEqual([{ employeeId: cast.zhao.id, votes: 0, isElected: false }]);
  });
  const buildVotingAgain = async () => {
    world.clock.set(slotAt("2026-05-15T10:00"));
    const next = { month: "2026-06", nominateUntil: "2026-05-16", voteUntil: "2026-05-18" };
    const { id } = await open(next);
    await say("sun", "提名 李强 好");
    await say("sun", "提名 赵六 好");
    await slot("2026-05-17T00:03");
    await press("sun", id, "li");
    return id;
  };

  it("take no vote after the end, though the job is late, and none before the start", async () => {
    const { id } = await open();
    await say("wang", "提名 李强 好");
    const voteBy = async (who: Who) => {
      const by = await actor(who);
      return transact(world.app, by, (ctx) => vote(ctx, id, cast.li.id));
    };
    await expect(voteBy("wang")).rejects.toMatchObject({ code: "election.notVoting" });
    // The job has not come yet, but the clock says so.
    world.clock.set(slotAt("2026-05-13T00:00"));
    await voteBy("wang");
    world.clock.set(slotAt("2026-05-15T00:00"));
    await expect(voteBy("sun")).rejects.toMatchObject({ code: "election.notVoting" });
    expect(shown(await press("sun", id, "li"))).toBe(wordsFor("election.notVoting"));
    await slot("2026-05-16T00:03");
    expect((await stored(id)).result).toEqual([{ employeeId: cast.li.id, votes: 1, isElected: true }]);
    // Nobody is asked to vote in what is over.
    expect(await world.db.read.countBy(Notice, { template: "electionVoting" })).toBe(0);
  });

  it("end with nobody where nobody was put forward, and say so to whoever opened them", async () => {
    const { id } = await open();
    await slot("2026-05-13T00:03");
    expect(await stored(id)).toMatchObject({ state: "closed", result: [] });
    world.clock.set(slotAt("2026-05-13T10:00"));
    const told = (await deliver()).filter(({ template }) => /Result|Ended|Voting/.test(template));
    expect(told.map(({ to, message }) => [to, shown(message!)])).toEqual([
      ["人事", "2026年5月优秀员工（运营部）评选已结束：没有人得票，这次没有选出。"],
    ]);
    expect(await transact(world.app, null, (work) => startVoting(work, id))).toBe(false);
  });

  it("of many who vote at the same time count each once", async () => {
    const { id } = await buildVoting();
    const voters = await Promise.all(Array.from({ length: 8 }, () => buildEmployee(world, { departmentId: team.id })));
    const cast_ = voters.flatMap((voter) => [
      [voter, cast.li.id],
      [voter, cast.zhao.id],
    ]) as [Employee, string][];
    await Promise.all(
      cast_.map(async ([voter, nominee]) => {
        const by = (await findActor(world.db.read, voter.id))!;
        await transact(world.app, by, (ctx) => vote(ctx, id, nominee));
      }),
    );
    expect(await world.db.read.countBy(Vote, { electionId: id })).toBe(8);
    await slot("2026-05-15T00:03");
    const total = (await stored(id)).result!.reduce((sum, { votes }) => sum + votes, 0);
    expect(total).toBe(8);
  });

  it("show counts when they are over, and nobody's vote but one's own", async () => {
    const { id } = await buildVoting();
    const http = serveApi(world);
    const get = async (who: Who, path = `/elections/${id}`) =>
      (await ask(http, `GET ${path}`, await tokenFor(world, cast[who]))).body;
    const token = await tokenFor(world, cast.wang);
    const answer = await ask(http, `POST /elections/${id}/vote`, token).send({ nomineeId: cast.li.id });
    expect(answer.body).toMatchObject({ hasVoted: true, turnout: 1, phase: "voting" });
    expect((await get("sun")).nominees).toMatchObject([
      { name: "李强", votes: null, isMyVote: false, mayVote: true, reasons: [{ by: { name: "王芳" } }] },
      { name: "赵六", votes: null, isMyVote: false, mayVote: true },
    ]);
    expect((await get("li")).nominees[0]).toMatchObject({ name: "李强", mayVote: false });
    expect((await get("hr")).abilities).toMatchObject({ nominate: false, vote: false });
    expect((await get("stranger", "/elections")).elections).toEqual([]);
    expect((await get("hr", "/elections")).departments).toContainEqual({ id: team.id, name: "运营部" });
    await slot("2026-05-15T00:03");
    expect((await get("sun")).nominees).toMatchObject([
      { name: "李强", votes: 1, isElected: true },
      { name: "赵六", votes: 0, isElected: false },
    ]);
    expect((await get("sun", "/elections")).elections).toMatchObject([
      { phase: "closed", winners: [{ name: "李强" }] },
    ]);
    expect(await say("sun", "评选")).toContain("当选 李强");
  });

  it("let whom one put forward be taken back while nominations are open, once, and tell the nominee", async () => {
    const { id } = await open();
    await say("wang", "提名 李强 零差错");
    await say("wang", "提名 赵六 好");
    await say("sun", "提名 李强 好");
    expect(await say("wang", "撤回")).toBe("已撤回对 赵六 的提名（2026年5月优秀员工（运营部）），会通知对方。");
    expect(await say("wang", "撤回")).toContain("已撤回对 李强 的提名");
    expect(await say("wang", "撤回")).toContain("没有可以撤回的内容");
    const left = await world.db.read.find(Nomination);
    expect(left).toMatchObject([{ employeeId: cast.li.id, nominatedById: cast.sun.id }]);
    const told = (await deliver()).filter(({ template }) => template === "electionNominationWithdrawn");
    expect(told.map(({ to, message }) => [to, shown(message!)]).sort()).toEqual(
      [
        ["李强", "有同事撤回了对你的提名（2026年5月优秀员工（运营部）），还有别的同事提名你，你仍在候选人里。"],
        ["赵六", "有同事撤回了对你的提名（2026年5月优秀员工（运营部））。"],
      ].sort(),
    );
    // What was taken back no longer counts among the two.
    await say("wang", "提名 孙七 好");
    expect(await say("wang", "提名 赵六 好")).toContain("已提名 赵六");
    const withdraw = async (who: Who, nominee: Who) =>
      transact(world.app, await actor(who), (ctx) => withdrawNomination(ctx, id, cast[nominee].id));
    await withdraw("li", "sun");
    expect(await world.db.read.countBy(Nomination, { electionId: id })).toBe(3);
    world.clock.set(slotAt("2026-05-13T00:00"));
    await expect(withdraw("wang", "sun")).rejects.toMatchObject({ code: "election.notNominating" });
    expect(await say("wang", "撤回")).toContain("没有可以撤回的内容");
  });

  it("say plainly that it is too late where somebody takes back what they said minutes ago", async () => {
    await open();
    world.clock.set(slotAt("2026-05-12T23:58"));
    await say("wang", "表扬 @孙七 好");
    await say("wang", "提名 李强 零差错");
    world.clock.set(slotAt("2026-05-13T00:01"));
    expect(await say("wang", "撤回")).toBe(wordsFor("election.notNominating"));
    expect(await world.db.read.countBy(Nomination, {})).toBe(1);
    world.clock.set(slotAt("2026-05-14T23:58"));
    await say("sun", "提名 李强 好");
    const { id } = await world.db.read.findOneByOrFail(Election, {});
    await press("sun", id, "li");
    world.clock.set(slotAt("2026-05-15T00:01"));
    expect(await say("sun", "撤回")).toBe(wordsFor("election.notVoting"));
    expect(await world.db.read.countBy(Vote, {})).toBe(1);
  });

  it("let a vote be taken back until the end, once, and given again, and tell nobody for whom it was", async () => {
    const { id } = await buildVoting();
    await press("wang", id, "li");
    await press("wang", id, "zhao");
    expect(await say("wang", "撤回")).toBe("已撤回你在2026年5月优秀员工（运营部）的投票，截止前可以再投。");
    expect(await say("wang", "撤回")).toContain("没有可以撤回的内容");
    expect(await world.db.read.countBy(Vote, {})).toBe(0);
    const events = await world.db.read.findBy(Event, { subjectId: id, actorId: cast.wang.id });
    const withdrawn = events.filter(({ name }) => name === "election.voteWithdrawn");
    expect(withdrawn).toHaveLength(1);
    expect(JSON.stringify(withdrawn)).not.toContain(cast.zhao.id);

    const http = serveApi(world);
    const token = await tokenFor(world, cast.wang);
    await press("wang", id, "li");
    for (let times = 0; times < 2; times++) {
      const { body } = await ask(http, `DELETE /elections/${id}/vote`, token);
      expect(body).toMatchObject({ hasVoted: false, turnout: 0, abilities: { vote: true, withdrawVote: false } });
    }
    await press("wang", id, "zhao");
    await world.db.transaction((db) => db.update(Employee, cast.wang.id, { departmentId: null }));
    expect(await say("wang", "撤回")).toContain("已撤回你在");
    await press("sun", id, "zhao");
    await slot("2026-05-15T00:03");
    expect((await ask(http, `DELETE /elections/${id}/vote`, await tokenFor(world, cast.sun))).status).toBe(409);
    expect((await stored(id)).result).toMatchObject([{ employeeId: cast.zhao.id, votes: 1 }, { votes: 0 }]);
  });

  it("say that a vote is still to be given where whom it was for has left", async () => {
    const { id } = await buildVoting();
    await press("wang", id, "li");
    const token = await tokenFor(world, cast.wang);
    const hasVoted = async () => (await ask(serveApi(world), `GET /elections/${id}`, token)).body.hasVoted;
    expect(await hasVoted()).toBe(true);
    await world.db.transaction((db) => db.update(Employee, cast.li.id, { status: "left" }));
    expect(await hasVoted()).toBe(false);
    expect((await ask(serveApi(world), "GET /elections", token)).body.elections[0].hasVoted).toBe(false);
    await press("wang", id, "zhao");
    expect(await hasVoted()).toBe(true);
    expect(await world.db.read.find(Vote)).toMatchObject([{ voterId: cast.wang.id, nomineeId: cast.zhao.id }]);
  });

  describe("that were opened by mistake", () => {
    const cancel = async (who: Who, id: string) =>
      transact(world.app, await actor(who), (ctx) => cancelElection(ctx, id));
    const cancelled = "2026年5月优秀员工（运营部）评选已取消，提名和投票都不再算数。再次发起时会通知你。";

    it("are cancelled by who may open them, once; who took part is told once, and nothing moves them any more", async () => {
      const { id } = await buildVoting();
      await press("wang", id, "li");
      await deliver();
      await expect(cancel("wang", id)).rejects.toMatchObject({ code: "election.cancelForbidden", status: 403 });
      await Promise.all([cancel("hr", id), cancel("hr", id)]);
      await cancel("hr", id);
      const told = await deliver();
      const ofTeams = ["运营一组", "运营部"].map((name) => [name, cancelled.replace("你", "大家")]);
      expect(told.map(({ to, message }) => [to, shown(message!)]).sort()).toEqual(
        [...["孙七", "李强", "王芳", "赵六"].map((name) => [name, cancelled]), ...ofTeams].sort(),
      );
      expect(shown(await press("sun", id, "li"))).toBe(wordsFor("election.isCancelled"));
      expect(await say("wang", "撤回")).toBe(wordsFor("election.isCancelled"));
      await slot("2026-05-15T00:03");
      await transact(world.app, null, (work) => closeElection(work, id));
      expect(await stored(id)).toMatchObject({ state: "cancelled", result: null });
      expect(await world.db.read.countBy(Award, {})).toBe(0);
      expect(await say("wang", "评选")).toContain("已取消");
    });

    it("say so on every card to vote with that can still be changed", async () => {
      const { id } = await buildVoting();
      await deliver();
      const code = (who: Who, changes: object = {}) => ({
        ...{ code: `${who}${engine}`, subjectId: id, employeeId: cast[who].id, origin: "sent" as const },
        ...{ expiresAt: slotAt("2026-05-16T10:00"), usedAt: null, ...changes },
      });
      const late = code("zhao", { expiresAt: slotAt("2026-05-13T09:00") });
      const used = code("li", { usedAt: slotAt("2026-05-13T09:00") });
      await world.db.transaction((db) => db.insert(CardCode, [code("sun"), code("wang"), late, used]));
      await cancel("hr", id);
      await cancel("hr", id);
      world.sent.length = 0;
      await deliverNotices(world.app);
      const redrawn = world.sent.filter(({ notice }) => notice.template === "cardUpdated");
      expect(
        redrawn.map((one) => [one.person?.name, one.notice.data.responseCode, shown(composeNotice(one, "x")!)]).sort(),
      ).toEqual(
        [
          ["孙七", `sun${engine}`, "[评选已取消]"],
          ["王芳", `wang${engine}`, "[评选已取消]"],
        ].sort(),
      );
      expect(await world.db.read.countBy(CardCode, { subjectId: id, usedAt: IsNull() })).toBe(1);
    });

    it("say nothing more of what had not gone out", async () => {
      const { id } = await open();
      await say("wang", "提名 李强 好");
      await cancel("hr", id);
      expect(
        (await deliver())
          .filter(({ message }) => message)
          .map(({ to, template }) => `${to} ${template}`)
          .sort(),
      ).toEqual(["李强 electionCancelled", "王芳 electionCancelled"].sort());
      await slot("2026-05-13T00:03");
      expect(await world.db.read.countBy(Notice, { template: "electionVoting" })).toBe(0);
    });

    it("leave the month to another, which may be cancelled too; one there is none beside", async () => {
      const first = await open();
      await cancel("hr", first.id);
      const second = await open();
      await expect(open()).rejects.toMatchObject({ code: "election.exists" });
      await cancel("hr", second.id);
      await open();
      expect(await world.db.read.countBy(Election, { month: "2026-05", departmentKey: team.id })).toBe(3);
    });

    it("are cancelled no more once the result is known", async () => {
      const { id } = await buildVoting();
      await press("wang", id, "li");
      world.clock.set(slotAt("2026-05-15T00:01"));
      await slot("2026-05-15T00:03");
      await expect(cancel("hr", id)).rejects.toMatchObject({ code: "election.isOver", status: 409 });
      expect(await say("hr", "取消评选")).toBe(wordsFor("election.noneToCancel"));
    });

    it("are chosen by number in chat, and on the phone by a press", async () => {
      const { id } = await open();
      expect(await say("hr", "取消评选")).toContain(
        "请回复数字，取消后不能恢复；不取消了请发“取消”。\n1. 2026年5月优秀员工（运营部）",
      );
      expect(await say("hr", "取消")).toBe("好，已取消。");
      expect((await stored(id)).state).toBe("nominating");
      await say("hr", "取消评选");
      expect(await say("hr", "2")).toBe(wordsFor("election.chooseNumber", { most: 1 }));
      expect(await say("hr", "１")).toBe(wordsFor("election.cancelled", { title: "2026年5月优秀员工（运营部）" }));
      expect((await stored(id)).state).toBe("cancelled");
      expect(await say("hr", "1")).not.toContain("评选");

      const again = await open();
      const http = serveApi(world);
      const token = await tokenFor(world, cast.hr);
      expect((await ask(http, `GET /elections/${again.id}`, token)).body.abilities.cancel).toBe(true);
      const { body } = await ask(http, `POST /elections/${again.id}/cancel`, token);
      expect(body).toMatchObject({ phase: "cancelled", abilities: { cancel: false } });
    });
  });

  it("answer 评选 with the card where there is one vote to give", async () => {
    await buildVoting();
    expect(await say("wang", "评选")).toBe("[投票]");
    expect(await say("stranger", "评选")).toBe("现在没有评选。开始提名时会通知你。");
  });
});

function shown(message: Message): string {
  if (message.kind === "text") return message.text;
  if (message.kind === "markdown") return message.markdown;
  if (message.kind === "link") return message.title;
  const { done, buttons = [], title }: Card = message.card;
  return `[${done ?? (buttons.map(({ text }) => text).join(" ") || title)}]`;
}
