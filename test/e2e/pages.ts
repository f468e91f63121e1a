import type { PhoneDemo } from "./PhoneDemo";

/** Every page, and what it says to whoever is allowed to see it. */
export const pages: Record<string, RegExp> = {
  "today/index": /报进度|新目标/,
  "goals/index": /新目标/,
  "goal/index?id={goal}": /这个目标|权重/,
  "report/index?keyResult={keyResult}": /报上去|没有|代报/,
  "propose/index": /提交审批/,
  "approvals/index": /审批/,
  "team/index": /团队|下属/,
  "person/index?id={person}": /张三/,
  "awards/index": /荣誉墙/,
  "search/index": /搜索/,
  "settings/index": /早上提醒/,
  "me/index": /退出/,
};

/** Names what pages are about by somebody's own: their goal, its first key result, themselves. */
export async function findPaths(demo: PhoneDemo, userId: string): Promise<(page: string) => string> {
  const phone = await demo.phoneOf(userId);
  type Goals = { goals: { id: string; owner: { id: string }; keyResults: { id: string }[] }[] };
  const { goals } = await phone.get<Goals>("/goals?owner=me");
  await phone.close();
  const ids: Record<string, string> = {
    goal: goals[0]!.id,
    keyResult: goals[0]!.keyResults[0]!.id,
    person: goals[0]!.owner.id,
  };
  return (page) => page.replace(/\{(\w+)\}/g, (_, name: string) => ids[name]!);
}
