import type { Phone, PhoneDemo } from "./PhoneDemo";
import { stopParts } from "./stopParts";

/** Every page, and what it says to whoever is allowed to see it. */
export const pages: Record<string, RegExp> = {
  "today/index": /报进度|新目标/,
  "goals/index": /新目标/,
  "goal/index?id={goal}": /这个目标|权重/,
  "report/index?keyResult={keyResult}": /报上去|没有|代报|不能报了/,
  "propose/index": /提交审批/,
  "approvals/index": /审批/,
  "team/index": /团队|下属/,
  "person/index?id={person}": /张三/,
  "awards/index": /荣誉墙/,
  "search/index": /搜索/,
  "settings/index": /早上提醒/,
  "me/index": /退出/,
  "ideas/index": /建议箱/,
  "ideas/index?id={idea}": /试用装/,
  "election/index": /优秀员工/,
  "election/index?id={election}": /零差错/,
  "packets/index": /我发的/,
  "give/index": /给谁/,
  "honour/index": /给谁|由上级和人事授予/,
  "honour/index?person={person}&name=张三": /给 张三|由上级和人事授予/,
  "badges/index": /1 级/,
  "badges/index?code=teamwork": /什么时候授予|只有人事/,
  "budgets/index": /预算/,
  "income/index": /红包/,
};

/** Pages that are not everybody's: whose they are, and what they say. */
export const keeperPages: Record<string, [userId: string, words: RegExp]> = {
  "rules/index": ["hemei", /金点子奖/],
  "rules/index?id={rule}": ["songjia", /建议被采纳的人，得/],
  "rules/index?write=1": ["hemei", /为什么给/],
  "rings/index": ["hemei", /不是结论/],
  "packets/index?scope=held": ["songjia", /没有发出/],
  "packets/index?id={stopped}": ["songjia", /SEND_FAILED.*NO_AUTH/s],
};

/** Names what pages are about by somebody's own: their goal, its first key result, themselves. */
export async function findPaths(demo: PhoneDemo, userId: string): Promise<(page: string) => string> {
  const phone = await demo.phoneOf(userId);
  type Goals = { goals: { id: string; owner: { id: string }; keyResults: { id: string }[] }[] };
  const { goals } = await phone.get<Goals>("/goals?owner=me");
  // The demo's clock may be ahead of ours.
  const { day: today } = await phone.get<{ day: string }>("/me/today");
  const idea = await phone.post<{ id: string }>("/ideas", { text: "把赠品换成试用装，退货会少" });
  const hr = await demo.phoneOf("hemei");
  const { usualDays } = await hr.get<{ usualDays: object }>("/elections");
  const election = await hr.post<{ id: string }>("/elections", { month: today.slice(0, 7), seats: 1, ...usualDays });
  await hr.post(`/elections/${election.id}/nominations`, {
    employeeId: goals[0]!.owner.id,
    reason: "连续三个月零差错",
  });
  const gift = { kind: "ideaAccepted", badgeCode: "bright-idea", amountFen: 2_000, personMonthCap: 3, monthCap: 50 };
  const rule = await hr.post<{ id: string }>("/rules", { name: "金点子奖", ...gift });
  await hr.post(`/rules/${rule.id}/start`, {});
  await praiseInCircle(phone, demo);
  await Promise.all([phone.close(), hr.close()]);
  const ids: Record<string, string> = {
    goal: goals[0]!.id,
    keyResult: goals[0]!.keyResults[0]!.id,
    person: goals[0]!.owner.id,
    idea: idea.id,
    election: election.id,
    rule: rule.id,
    stopped: await stopParts(demo),
  };
  return (page) => page.replace(/\{(\w+)\}/g, (_, name: string) => ids[name]!);
}

/** Somebody and a colleague praise each other as often as HR is shown it. */
async function praiseInCircle(phone: Phone, demo: PhoneDemo) {
  const colleague = await demo.phoneOf("liuyang");
  const [me, other] = [await phone.get<{ id: string }>("/me"), await colleague.get<{ id: string }>("/me")];
  for (const reason of ["补班", "教我剪片", "清完积压"]) {
    await phone.post("/recognitions", { employeeId: other.id, reason });
    await colleague.post("/recognitions", { employeeId: me.id, reason });
  }
  await colleague.close();
}
