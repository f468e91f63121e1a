import { goalListText } from "../../../bot/cards/goalListText";
import { teamText } from "../../../bot/cards/teamText";
import { todayCard } from "../../../bot/cards/todayCard";
import { composeNotice, templateNames } from "../../../bot/composeNotice";
import type { Message } from "../../../bot/Message";
import { messageText } from "../../../bot/messageText";
import { passiveContent, textContent } from "../../../bot/wecom/textContent";
import { findGoal } from "../../../domain/goals/findGoals";
import type { Team } from "../../../domain/goals/findTeam";
import type { Today } from "../../../domain/goals/findToday";
import { loadGoals } from "../../../domain/goals/loadGoals";
import { findActor } from "../../../domain/people/findActor";
import { type Employee, Notice } from "../../../entities";
import { buildEmployee, buildGoal } from "../../factories";
import { monday, openWorld, type World } from "../../world";

const publicUrl = "https://dabiao.test";

const urlOf = (message: Message | undefined): string | undefined => {
  if (message?.kind === "text") return message.link?.url;
  if (message?.kind === "link") return message.url;
  return message?.kind === "card" ? message.card.url : undefined;
};

/** The page each template leads to; null: it has none, because it goes to a team's chat or speaks of no page. */
const table: Record<string, string | null> = {
  message: null,
  welcome: "today/index",
  goalSubmitted: "goal/index?id={goal}",
  cardUpdated: "goal/index?id={goal}",
  goalApproved: "goal/index?id={goal}",
  goalReturned: "goal/index?id={goal}",
  goalApprovalUndone: "goal/index?id={goal}",
  reportedForYou: "goal/index?id={goal}",
  reportObjected: "goal/index?id={goal}",
  problemRaised: "goal/index?id={goal}",
  problemAnswered: "goal/index?id={goal}",
  deputyNamed: null,
  deputyEnded: null,
  nudge: "today/index",
  eveningReminder: "report/index?keyResult={keyResult}",
  lagAlert: "goal/index?id={goal}",
  lagRecovered: "goal/index?id={goal}",
  badgeEarned: "awards/index",
  badgeAnnounced: null,
  badgeRevoked: "awards/index",
  badgeRevokedAnnounced: null,
  praised: "awards/index",
  praiseAnnounced: null,
  praiseRetracted: "awards/index",
  praiseRetractedAnnounced: null,
  awardReceived: "awards/index",
  awardTold: "awards/index",
  awardAnnounced: null,
  awardRetracted: "awards/index",
  awardRetractedAnnounced: null,
  awardThanked: "awards/index",
  awardCheered: "awards/index",
  ruleAwarded: "awards/index",
  ruleAnnounced: null,
  ruleWaiting: "rules/index?id={goal}",
  ruleReturned: "rules/index?id={goal}",
  electionOpened: "election/index?id={goal}",
  electionAnnounced: null,
  electionNominated: "election/index?id={goal}",
  electionVoting: "election/index?id=election",
  electionResult: null,
  electionNominationWithdrawn: "election/index?id={goal}",
  electionCancelledAnnounced: null,
  electionCancelled: "election/index?id={goal}",
  electionWon: "awards/index",
  electionEnded: "election/index?id={goal}",
  ideaSent: "ideas/index?id={idea}",
  ideaAccepted: "ideas/index?id={goal}",
  ideaReturned: "ideas/index?id={goal}",
  ideaUndone: "ideas/index?id={goal}",
  ideaMeasured: "ideas/index?id={goal}",
  ideaAnnounced: null,
  ideaUndoneAnnounced: null,
  peopleSyncRefused: null,
  packetAsked: "packets/index?id=packet",
  packetGiven: "awards/index",
  packetAnnounced: null,
  packetApproved: "packets/index?id={goal}",
  packetReturned: "packets/index?id={goal}",
  payoutFailed: "packets/index?id={goal}",
  payoutHeld: "packets/index?id={goal}",
  payoutRefunded: "packets/index?id={goal}",
  payoutToConfirm: "income/index",
  payoutsFrozen: null,
  payoutsDiffer: "packets/index",
  statementMissing: "packets/index",
  budgetUsed: "packets/index",
  ledgerHead: null,
};

/** One that waits for approval. */
const packetOf = (owner: Employee) => ({
  packet: {
    id: "packet",
    giverId: "giver",
    split: "single",
    totalFen: 88_000,
    reason: "好",
    state: "requested",
    approvalsNeeded: 2,
  },
  giver: owner,
  team: undefined,
  budget: { month: "2026-05", leftFen: 100 },
  budgetDepartment: { name: "直播一组" },
  parts: [{ part: { id: "part", amountFen: 88_000, state: "failed", heldAt: null }, receiver: owner, bills: [] }],
  approvals: [],
  receiverIds: ["other"],
  lineAbove: [],
});

/** One that is over. */
const electionOf = (owner: Employee) => ({
  election: { id: "election", month: "2026-05", seats: 1 },
  ...{ department: undefined, phase: "closed", nominateUntil: "2026-05-11", voteUntil: "2026-05-12" },
  ...{ turnout: 1, myVote: null },
  nominees: [{ person: owner, reasons: [], votes: 1, isElected: true }],
});

/** One that was accepted and has worked. */
/** Of an idea is told what stands. */
const ideaStates: Record<string, string> = { ideaSent: "open", ideaReturned: "returned", ideaUndoneAnnounced: "open" };

const ideaOf = (owner: Employee, at: Date) => ({
  idea: {
    ...{
      id: "idea",
      authorId: owner.id,
      text: "把赠品换成试用装",
      state: "accepted",
      decidedById: owner.id,
      note: null,
    },
    ...{ startedOn: "2026-05-04", effectDays: 7, beforeScaled: 18_000, afterScaled: 30_000 },
    ...{ decidedAt: at, measuredAt: at, createdAt: at },
  },
  author: owner,
  decidedBy: owner,
  metric: { name: "转化率", unit: "%", accumulation: "last" },
  lineAbove: [],
  deputies: [],
  standIns: [],
});

describe("The page of every message", () => {
  let world: World;
  let ids: { goal: string; keyResult: string };
  let facts: object;
  let person: Employee;

  beforeAll(async () => {
    world = await openWorld("sqlite");
    const owner = await buildEmployee(world);
    const objective = await buildGoal(world, { ownerId: owner.id });
    const [keyResult] = objective.keyResults;
    ids = { goal: objective.id, keyResult: keyResult!.id };
    const actor = (await findActor(world.db.read, owner.id))!;
    person = actor;
    const reader = { db: world.db.read, now: world.clock.now(), company: world.app.company, actor };
    const view = await findGoal(reader, objective.id);
    const [goal] = await loadGoals(reader, [objective.id]);
    const [figures] = view.keyResults;
    const focus = { ...figures!, todayValue: null, yesterdayValue: null, isReportedToday: false };
    facts = {
      goal: { ...view, goal },
      day: { day: "2026-05-11", focus, keyResults: [{ ...focus, isReportedToday: true }, focus] },
      lag: { row: figures!.row, figures: figures!, owner },
      comment: { author: owner, text: "好" },
      election: electionOf(owner),
      idea: ideaOf(owner, monday),
      packet: packetOf(owner),
      keepers: [owner.id],
      budget: { budget: { month: "2026-05", leftFen: 100 }, department: { name: "直播一组" } },
      award: {
        award: { reason: "好", employeeId: owner.id, givenById: owner.id, revokedAt: null },
        receiver: owner,
        giver: owner,
        badge: undefined,
        keyResult,
        cheers: { thanks: [owner], congrats: [owner] },
      },
      awards: [{ award: { reason: "好", revokedAt: null }, receiver: owner, badge: undefined }],
    };
  });
  afterAll(() => world.close());

  it("is stated for every template", () => {
    expect(Object.keys(table).sort()).toEqual([...templateNames].sort());
  });

  it.each(Object.entries(table))("%s leads to %s", (template, page) => {
    const report = { kind: "increase", operation: "add", amount: 10_000, businessDay: "2026-05-11" };
    const data = {
      ...report,
      title: "GMV",
      unit: "元",
      current: 1,
      message: { kind: "text", text: "好" },
      partId: "part",
    };
    const notice = Object.assign(new Notice(), { template, subjectId: ids.goal, asOf: world.clock.now(), data });
    const { idea: seen } = facts as { idea: ReturnType<typeof ideaOf> };
    const idea = { ...seen, idea: { ...seen.idea, state: ideaStates[template] ?? "accepted" } };
    const message = composeNotice({ notice, person, team: null, facts: { ...facts, idea } }, publicUrl);
    expect(message).toBeDefined();
    const path = page?.replace("{goal}", ids.goal).replace("{keyResult}", ids.keyResult).replace("{idea}", "idea");
    expect(urlOf(message)).toBe(path && `${publicUrl}/h5/#/pages/${path}`);
  });

  it("is the one asked about, for what a command answers", () => {
    const today = { day: "2026-05-11", keyResults: [], waitingApprovals: 0, isWorkDay: true } as unknown as Today;
    const team = { members: [], silent: [] } as unknown as Team;
    expect([
      urlOf({ kind: "card", card: todayCard(today, { publicUrl }) }),
      urlOf(teamText(team, { publicUrl })),
      urlOf(goalListText([(facts as { goal: Parameters<typeof goalListText>[0][number] }).goal], { publicUrl })),
    ]).toEqual(["today", "team", "goals"].map((name) => `${publicUrl}/h5/#/pages/${name}/index`));
  });

  it("stands under words as a mark where WeCom knows it, and as an address where it does not", () => {
    const message = { kind: "text", text: "<a>好", link: { label: "看团队", url: `${publicUrl}/h5/` } } as const;
    expect(textContent(message)).toBe(`＜a＞好\n<a href="${publicUrl}/h5/">看团队</a>`);
    expect(passiveContent(message)).toBe(`＜a＞好\n看团队：${publicUrl}/h5/`);
    expect(messageText(message)).toBe(`＜a＞好\n${publicUrl}/h5/`);
  });
});
