import type { Delivery } from "../../domain/context";
import type { NoticeFacts } from "../../domain/notices/findNoticeFacts";
import type { TextLink } from "../Message";
import { pageLink } from "./pageLink";
import type { PageName } from "./pageUrl";

type Target = [name: PageName, query?: Record<string, string>];
type Find = (delivery: Delivery, facts: NoticeFacts) => Target | undefined;

const goal: Find = ({ notice }) => (notice.subjectId ? ["goal", { id: notice.subjectId }] : ["goals"]);
const idea: Find = ({ notice }) => ["ideas", { id: notice.subjectId ?? "" }];
const packet: Find = ({ notice }) => ["packets", { id: notice.subjectId ?? "" }];
const election: Find = ({ notice }) => ["election", { id: notice.subjectId ?? "" }];
const rule: Find = ({ notice }) => ["rules", { id: notice.subjectId ?? "" }];
const awards: Find = () => ["awards"];

/** The page that words of a notice speak of. Cards and text cards name their own; a team's chat gets none. */
const targets: Record<string, Find> = {
  welcome: () => ["today"],
  goalApproved: goal,
  goalReturned: goal,
  goalApprovalUndone: goal,
  problemRaised: goal,
  problemAnswered: goal,
  reportedForYou: goal,
  reportObjected: goal,
  eveningReminder: (_, { day }) => {
    const open = day?.keyResults.find((one) => !one.isReportedToday && one.status !== "reached" && !one.row.metricId);
    return open && ["report", { keyResult: open.row.id }];
  },
  lagAlert: (_, { lag }) => lag && ["goal", { id: lag.row.objectiveId }],
  lagRecovered: (_, { lag }) => lag && ["goal", { id: lag.row.objectiveId }],
  badgeRevoked: awards,
  praiseRetracted: awards,
  awardRetracted: awards,
  awardThanked: awards,
  awardCheered: awards,
  ruleWaiting: rule,
  ruleReturned: rule,
  packetApproved: packet,
  packetReturned: packet,
  payoutFailed: packet,
  payoutHeld: packet,
  payoutRefunded: packet,
  payoutToConfirm: () => ["income"],
  payoutsDiffer: () => ["packets"],
  statementMissing: () => ["packets"],
  budgetUsed: () => ["packets"],
  packetGiven: awards,
  electionOpened: election,
  electionNominated: election,
  electionNominationWithdrawn: election,
  electionCancelled: election,
  electionEnded: election,
  ideaAccepted: idea,
  ideaReturned: idea,
  ideaUndone: idea,
  ideaMeasured: idea,
};

/** What stands under the words of a notice. */
export function noticeLink(
  delivery: Delivery,
  facts: NoticeFacts,
  company: { publicUrl: string },
): TextLink | undefined {
  const target = targets[delivery.notice.template]?.(delivery, facts);
  return target && pageLink(company, ...target);
}
