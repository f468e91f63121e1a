import type { Company } from "../../domain/context";
import { electionTitle } from "../../domain/elections/electionTitle";
import type { ElectionFacts } from "../../domain/elections/findElectionFacts";
import type { Phase } from "../../domain/elections/phaseOf";
import type { Employee } from "../../entities";
import type { Card } from "../Message";
import { personName } from "../personName";
import { dayText } from "./dayText";
import { pageUrl } from "./pageUrl";

/** What a card's selection holds (wecom.md §3.3): of more nominees the choice is made on the phone. */
const mostOptions = 10;

const ended: Record<Phase, string> = {
  nominating: "还在提名",
  voting: "投票中",
  counting: "正在计票",
  closed: "评选已结束",
  cancelled: "评选已取消",
};

export const scopeText = ({ department }: Pick<ElectionFacts, "department">): string => department?.name ?? "全公司";

/** An election as a voter sees it: one of the others to choose, as often as one likes until the end. */
export function electionCard(facts: ElectionFacts, voterId: string, company: Pick<Company, "publicUrl">): Card {
  const { election, phase, voteUntil, myVote } = facts;
  const others = facts.nominees.filter(({ person }) => person.id !== voterId);
  const chosen = others.find(({ person }) => person.id === myVote);
  const isOpen = phase === "voting" && others.length > 0;
  const fits = others.length <= mostOptions;
  const until = `到 ${dayText(voteUntil)} 为止都可以改，票数到结束才公布。`;
  return {
    title: `${electionTitle(election)}投票`,
    description: `${scopeText(facts)} · 选出 ${election.seats} 人`,
    subtitle: chosen
      ? `你投给了 ${personName(chosen.person)}，${until}`
      : fits || !isOpen
        ? `每人一票，不能投自己，${until}`
        : `候选人有 ${others.length} 位，请点开页面投票。每人一票，${until}`,
    rows: others.slice(0, 6).map(({ person, reasons }) => ({
      label: personName(person),
      value: reasons[0]?.reason ?? "",
    })),
    ...(isOpen && fits
      ? {
          selection: {
            key: "nominee",
            title: "投给谁",
            options: others.map(({ person }) => ({ id: person.id, text: optionText(person, others) })),
            ...(chosen && { selected: chosen.person.id }),
          },
          buttons: [{ text: chosen ? "改投" : "投票", key: `election.vote:${election.id}` }],
        }
      : !isOpen && { done: ended[phase] }),
    url: pageUrl(company, "election", { id: election.id }),
  };
}

/** The account tells apart those of the same name. */
function optionText(person: Employee, others: readonly { person: Employee }[]): string {
  const isShared = person.name !== null && others.filter((one) => one.person.name === person.name).length > 1;
  return isShared && person.wecomUserId ? `${personName(person)} ${person.wecomUserId}` : personName(person);
}
