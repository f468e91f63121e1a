import type { Company } from "../../domain/context";
import { electionTitle } from "../../domain/elections/electionTitle";
import type { OwnElectionView } from "../../domain/elections/findElections";
import type { Message } from "../Message";
import { personName } from "../personName";
import { dayText } from "./dayText";
import { scopeText } from "./electionCard";
import { pageLink } from "./pageLink";

const mostListed = 5;

/** 评选: what runs and what came out last, with what is to be done about it. */
export function electionListText(views: readonly OwnElectionView[], company: Pick<Company, "publicUrl">): Message {
  if (views.length === 0) return { kind: "text", text: "现在没有评选。开始提名时会通知你。" };
  const lines = views
    .slice(0, mostListed)
    .map((view) => `${electionTitle(view.election)}（${scopeText(view)}）：${standing(view)}`);
  return { kind: "text", text: lines.join("\n"), link: pageLink(company, "election") };
}

function standing({ phase, nominateUntil, voteUntil, nominees, myVote }: OwnElectionView): string {
  if (phase === "nominating") return `提名中，到 ${dayText(nominateUntil)}。发“提名 @名字 理由”`;
  if (phase === "voting") return `投票中，到 ${dayText(voteUntil)}，${myVote ? "你已投票，可以改" : "你还没投"}`;
  if (phase === "counting") return "正在计票";
  if (phase === "cancelled") return "已取消";
  const winners = nominees.filter(({ isElected }) => isElected).map(({ person }) => personName(person));
  return winners.length > 0 ? `当选 ${winners.join("、")}` : "没有选出";
}
