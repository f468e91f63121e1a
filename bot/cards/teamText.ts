import type { Company } from "../../domain/context";
import type { Team, TeamMember } from "../../domain/goals/findTeam";
import type { Message } from "../Message";
import { personName } from "../personName";
import { needText, percentText } from "./figureText";
import { pageLink } from "./pageLink";
import { statusText } from "./statusText";

const mostLines = 20;

/** 团队: average, best, furthest behind, silent (S201). */
export function teamText(
  { members, average, best, behind, silent }: Team,
  company: Pick<Company, "publicUrl">,
): Message {
  const owner = behind && members.find(({ id }) => id === behind.row.ownerId);
  const lines = [
    `团队 ${members.length} 人，${average ? `平均 ${percentText(average)}` : "还没有进度"}`,
    best && `最好：${personName(best)} ${percentText(best.progress)}`,
    behind &&
      owner &&
      `最落后：${personName(owner)} ${behind.row.title} ${statusText[behind.status]}，${needText(behind.row, behind)}`,
    silent.length > 0 &&
      `没更新：${silent.slice(0, 10).map(personName).join("、")}${silent.length > 10 ? ` 等 ${silent.length} 人` : ""}`,
    ...members.slice(0, mostLines).map(memberLine),
    members.length > mostLines && `……还有 ${members.length - mostLines} 人`,
  ];
  return { kind: "text", text: lines.filter(Boolean).join("\n"), link: pageLink(company, "team") };
}

const memberLine = (member: TeamMember) =>
  `${personName(member)} ${member.keyResults.length === 0 ? "还没有目标" : percentText(member.progress)}`;
