import { addDays, businessDayOf, instantAt, startOfBusinessDay } from "../../domain/calendar";
import type { Work } from "../../domain/context";
import { countVotes } from "../../domain/elections/countVotes";
import { electWinners } from "../../domain/elections/electWinners";
import { honourWinner } from "../../domain/elections/honourWinner";
import { insertMany } from "../../domain/insertMany";
import { newId } from "../../domain/newId";
import { Award, Department, Election, Nomination, Vote } from "../../entities";

interface DemoElection {
  department: string;
  /** Days from today to its first day of nominations, of votes, and to its end. */
  from: number;
  votesFrom: number;
  until: number;
  nominations: [by: string, nominee: string, reason: string][];
  votes: [voter: string, nominee: string][];
}

const counted: DemoElection = {
  department: "运营部",
  ...{ from: -12, votesFrom: -9, until: -6 },
  nominations: [
    ["zhangsan", "liuyang", "会员日三天没有漏过一单，还帮新人补班"],
    ["chenxue", "liuyang", "活动方案一次通过"],
    ["wujie", "fengyu", "直播间新增粉丝第一"],
  ],
  votes: [
    ["zhangsan", "liuyang"],
    ["chenxue", "liuyang"],
    ["wujie", "liuyang"],
    ["tangli", "fengyu"],
    ["maohui", "liuyang"],
    ["sunlei", "fengyu"],
  ],
};

const open: DemoElection = {
  department: "客服部",
  ...{ from: -5, votesFrom: -1, until: 3 },
  nominations: [
    ["yangmin", "dengyi", "夜里一个人接住所有售后"],
    ["zhuting", "caoqian", "退款前先打电话，换货的顾客多了"],
    ["hanmei", "caoqian", "把难题都写成了话术"],
  ],
  votes: [
    ["qinlan", "caoqian"],
    ["yangmin", "dengyi"],
  ],
};

/** One election that is open for votes, and one that was counted, with its certificate. Nobody is told any more. */
export async function createDemoElections(work: Work, people: ReadonlyMap<string, string>): Promise<void> {
  await hold(work, people, open);
  const election = await hold(work, people, counted);
  const standings = electWinners(await countVotes(work.db, election.id), election.seats);
  const result = standings.map(({ employeeId, votes, isElected }) => ({ employeeId, votes, isElected }));
  const closedAt = new Date(election.endsAt.getTime() + 3 * 60_000);
  await work.db.update(Election, election.id, { state: "closed", closedAt, result });
  await honourWinner({ ...work, now: closedAt }, election, standings[0]!);
  // The same on every demo's paper.
  await work.db.update(Award, { kind: "honour" }, { certificateNo: "DEM0AWARD001" });
}

/** Of the month before, with those put forward and the votes so far. */
async function hold(work: Work, people: ReadonlyMap<string, string>, plan: DemoElection): Promise<Election> {
  const { db, now, company } = work;
  const today = businessDayOf(now, company.zone);
  const { id: departmentKey } = await db.findOneByOrFail(Department, { name: plan.department });
  const month = addDays(`${today.slice(0, 7)}-01`, -1).slice(0, 7);
  const createdAt = instantAt(addDays(today, plan.from), "10:05", company.zone);
  const election = db.create(Election, {
    id: newId(createdAt),
    month,
    departmentKey,
    placeKey: `${month}:${departmentKey}`,
    seats: 1,
    state: "voting",
    createdById: people.get("hemei")!,
    createdAt,
    votesFrom: startOfBusinessDay(addDays(today, plan.votesFrom), company.zone),
    endsAt: startOfBusinessDay(addDays(today, plan.until), company.zone),
    closedAt: null,
    result: null,
  });
  await db.insert(Election, election);
  /** A minute after the one before, at eleven of some day. */
  const at = (index: number, day: number) =>
    new Date(instantAt(addDays(today, day), "11:00", company.zone).getTime() + index * 60_000);
  await insertMany(
    db,
    Nomination,
    plan.nominations.map(([by, nominee, reason], index) => ({
      ...{ id: newId(now, index), electionId: election.id, reason, at: at(index, plan.from) },
      ...{ employeeId: people.get(nominee)!, nominatedById: people.get(by)! },
    })),
  );
  await insertMany(
    db,
    Vote,
    plan.votes.map(([voter, nominee], index) => ({
      ...{ id: newId(now, index), electionId: election.id, at: at(index, plan.votesFrom) },
      ...{ voterId: people.get(voter)!, nomineeId: people.get(nominee)! },
    })),
  );
  return election;
}
