import { type EntityManager, In } from "typeorm";
import { Approval, Comment, Employee, type Notice } from "../../entities";
import { businessDayOf, type Day } from "../calendar";
import type { Company } from "../context";
import { type ElectionFacts, findElectionFacts } from "../elections/findElectionFacts";
import type { Figures } from "../goals/figuresOf";
import { figuresOf } from "../goals/figuresOf";
import { type DayFacts, findDayFacts } from "../goals/findToday";
import type { GoalView } from "../goals/GoalView";
import { type DayValues, findKeyResultDays, type KeyResultRow } from "../goals/KeyResultRow";
import { loadGoals } from "../goals/loadGoals";
import { viewGoals } from "../goals/viewGoals";
import { groupBy } from "../groupBy";
import { findIdeaFacts } from "../ideas/findIdeaFacts";
import type { IdeaView } from "../ideas/IdeaView";
import { findMoneyFacts, type MoneyFacts } from "../packets/findMoneyFacts";
import { findSchedules } from "../people/findSchedules";
import { type AwardFacts, findAwardFacts } from "../recognition/findAwardFacts";

/** What the words of a notice are made of; which of them is there follows from its template. */
export interface NoticeFacts extends MoneyFacts {
  goal?: GoalView;
  /** Why a goal was returned. */
  reason?: string | null;
  /** Who did it, where the words say so. */
  by?: Employee;
  /** For whom they, or the person asked, stand in. */
  onBehalfOf?: Employee;
  day?: DayFacts;
  award?: AwardFacts;
  /** Several that are told in one message. */
  awards?: AwardFacts[];
  /** What was said about the goal, and by whom. */
  comment?: { text: string; author: Employee };
  idea?: IdeaView;
  election?: ElectionFacts;
  lag?: { row: KeyResultRow; figures: Figures; owner: Employee };
}

const dayTemplates = ["nudge", "eveningReminder"];
const lagTemplates = ["lagAlert", "lagRecovered"];
/** Their data say who did it. */
const personTemplates = [
  "ruleWaiting",
  "ruleReturned",
  "deputyNamed",
  "deputyEnded",
  "reportedForYou",
  "reportObjected",
  "packetReturned",
];
const commentTemplates = ["problemRaised", "problemAnswered"];
const ideaTemplate = /^idea[A-Z]/;
const electionTemplate = /^election[A-Z]/;
const isOfElection = ({ template, data }: Notice) => electionTemplate.test(template) || data.isElection === true;
const awardTemplates = [
  "badgeEarned",
  "badgeAnnounced",
  "badgeRevoked",
  "badgeRevokedAnnounced",
  "praised",
  "praiseAnnounced",
  "praiseRetracted",
  "praiseRetractedAnnounced",
  "awardReceived",
  "awardTold",
  "awardAnnounced",
  "awardRetracted",
  "awardRetractedAnnounced",
  "awardThanked",
  "awardCheered",
  "ruleAwarded",
  "ruleAnnounced",
  "packetGiven",
  "packetAnnounced",
];
const moneyTemplate = /^(packet|payout|budget)[A-Z]/;

/** The facts of a batch of notices by notice id, in a fixed number of statements whatever the batch holds. */
export async function findNoticeFacts(
  db: EntityManager,
  notices: readonly Notice[],
  company: Company,
): Promise<Map<string, NoticeFacts>> {
  const facts = new Map<string, NoticeFacts>(notices.map(({ id }) => [id, {}]));
  const of = (templates: readonly string[]) => notices.filter(({ template }) => templates.includes(template));
  await addDayFacts(db, of(dayTemplates), facts, company);
  await addAwards(db, of(awardTemplates), facts);
  await addPeople(db, of(personTemplates), facts);
  await addLags(db, of(lagTemplates), facts, company);
  await addGoals(
    db,
    notices.filter((one) => /^(goal|problem|cardUpdated$)/.test(one.template) && one.subjectId && !isOfElection(one)),
    facts,
    company,
  );
  await addComments(db, of(commentTemplates), facts);
  const ofElections = notices.filter(isOfElection);
  for (const [id, one] of await findElectionFacts({ db, company }, ofElections)) facts.get(id)!.election = one;
  const ofIdeas = notices.filter(({ template }) => ideaTemplate.test(template));
  for (const [id, idea] of await findIdeaFacts({ db, company }, ofIdeas)) facts.get(id)!.idea = idea;
  const ofMoney = notices.filter(({ template }) => moneyTemplate.test(template));
  for (const [id, money] of await findMoneyFacts(db, ofMoney)) Object.assign(facts.get(id)!, money);
  return facts;
}

type Facts = Map<string, NoticeFacts>;
const slotDay = (notice: Notice, company: Company) => businessDayOf(notice.asOf, company.zone);

/** Nudges speak of the day of their slot, with figures as of that morning; reminders of the day so far. */
async function addDayFacts(db: EntityManager, notices: readonly Notice[], facts: Facts, company: Company) {
  for (const [key, group] of groupBy(notices, (notice) => `${notice.template}:${slotDay(notice, company)}`)) {
    const [template = "", day = ""] = key.split(":");
    const people = await db.findBy(Employee, { id: In(group.map(({ employeeId }) => employeeId)) });
    const days = await findDayFacts({ db, company }, people, day, template === "nudge" ? "morning" : "now");
    for (const { id, employeeId } of group) facts.get(id)!.day = days.get(employeeId ?? "");
  }
}

async function addGoals(db: EntityManager, notices: readonly Notice[], facts: Facts, company: Company) {
  if (notices.length === 0) return;
  const now = new Date(Math.max(...notices.map(({ asOf }) => asOf.getTime())));
  const ids = [...new Set(notices.map(({ subjectId }) => subjectId ?? ""))];
  const found = await viewGoals({ db, now, company }, await loadGoals({ db, now, company }, ids));
  const views = new Map(found.map((view) => [view.objective.id, view]));
  const approvalIds = notices.map(({ data }) => String(data.approvalId ?? ""));
  const approvals = new Map((await db.findBy(Approval, { id: In(approvalIds) })).map((one) => [one.id, one]));
  const peopleIds = [...approvals.values()].flatMap((one) => [one.decidedById, one.onBehalfOfId]);
  const people = await findPeopleById(db, peopleIds);
  for (const { id, subjectId, data } of notices) {
    const approval = approvals.get(String(data.approvalId ?? ""));
    Object.assign(facts.get(id)!, {
      goal: views.get(subjectId ?? ""),
      reason: approval?.reason,
      by: people.get(approval?.decidedById ?? ""),
      onBehalfOf: people.get(approval?.onBehalfOfId ?? ""),
    } satisfies NoticeFacts);
  }
}

async function addPeople(db: EntityManager, notices: readonly Notice[], facts: Facts) {
  if (notices.length === 0) return;
  const idOf = ({ data }: Notice) => String(data.byId ?? "");
  const people = await findPeopleById(db, notices.map(idOf));
  for (const notice of notices) facts.get(notice.id)!.by = people.get(idOf(notice));
}

async function findPeopleById(db: EntityManager, ids: readonly (string | null)[]): Promise<Map<string, Employee>> {
  const known = [...new Set(ids)].filter((id) => id !== null);
  const people = known.length > 0 ? await db.findBy(Employee, { id: In(known) }) : [];
  return new Map(people.map((person) => [person.id, person]));
}

/** The words are read when they are delivered: they lie where they can be erased. */
async function addComments(db: EntityManager, notices: readonly Notice[], facts: Facts) {
  if (notices.length === 0) return;
  const comments = await db.findBy(Comment, { id: In(notices.map(({ data }) => data.commentId)) });
  const authors = await db.findBy(Employee, { id: In(comments.map(({ authorId }) => authorId)) });
  for (const { id, data } of notices) {
    const comment = comments.find((one) => one.id === data.commentId);
    const author = authors.find((person) => person.id === comment?.authorId);
    if (comment && author) facts.get(id)!.comment = { text: comment.text, author };
  }
}

async function addAwards(db: EntityManager, notices: readonly Notice[], facts: Facts) {
  const idsOf = ({ data }: Notice) => [data.awardId ?? [], data.awardIds ?? []].flat().map(String);
  const awards = await findAwardFacts(db, notices.flatMap(idsOf));
  for (const notice of notices) {
    const found = idsOf(notice).flatMap((id) => awards.get(id) ?? []);
    Object.assign(facts.get(notice.id)!, { award: found[0], awards: found } satisfies NoticeFacts);
  }
}

/** Alerts speak of how things stood at the end of the day before their slot. */
async function addLags(db: EntityManager, notices: readonly Notice[], facts: Facts, company: Company) {
  for (const [day, group] of groupBy(notices, (notice) => slotDay(notice, company))) {
    const ids = [...new Set(group.map(({ subjectId }) => subjectId ?? ""))];
    const rows = await findKeyResultDays({ db, company }, day, `k.id IN (${ids.map(() => "?").join(",")})`, ids);
    const owners = await db.findBy(Employee, { id: In(rows.map(({ ownerId }) => ownerId)) });
    const schedules = await findSchedules(db, owners, day);
    for (const { id, subjectId } of group) {
      const row = rows.find((one) => one.id === subjectId);
      const owner = owners.find((one) => one.id === row?.ownerId);
      if (row && owner) facts.get(id)!.lag = { row, owner, figures: lagFigures(row, day, schedules) };
    }
  }
}

function lagFigures(
  row: KeyResultRow & DayValues,
  today: Day,
  schedules: Awaited<ReturnType<typeof findSchedules>>,
): Figures {
  return figuresOf(row, { today, value: row.yesterday, isTodayIn: false, schedule: schedules.get(row.ownerId)! });
}
