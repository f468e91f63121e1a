import type { Actor, Company } from "../../domain/context";
import { undoMinutes } from "../../domain/goals/undoWindow";
import type { IdeaView } from "../../domain/ideas/IdeaView";
import { ideaAbilities } from "../../domain/ideas/ideaPolicy";
import type { Card, CardButton } from "../Message";
import { personName } from "../personName";
import { ideaReturnReasons } from "./ideaReturnReasons";
import { ideaStateText } from "./ideaText";
import { pageUrl } from "./pageUrl";

interface Options {
  company: Pick<Company, "publicUrl">;
  now: Date;
}

/** An idea as the actor sees it, with the buttons that would work for them now. */
export function ideaCard(view: IdeaView, actor: Pick<Actor, "id" | "roles">, { company, now }: Options): Card {
  const { idea, author, asked } = view;
  const may = ideaAbilities(actor as Actor, view, now);
  const buttons: CardButton[] = [];
  if (may.accept) buttons.push({ text: "采纳", style: "primary", key: `idea.accept:${idea.id}` });
  if (may.return) buttons.push({ text: "退回", style: "danger", key: `idea.return:${idea.id}` });
  if (may.undo) buttons.push({ text: `撤销（${undoMinutes}分内）`, style: "quiet", key: `idea.undo:${idea.id}` });
  const isAsked = asked?.approver.id === actor.id;
  const standsInFor = isAsked && asked.onBehalfOf ? `请代${personName(asked.onBehalfOf)}看看这条建议` : undefined;
  return {
    title: `${personName(author)} 提了一条建议`,
    description: may.accept ? (standsInFor ?? "请看看要不要采纳") : `状态：${ideaStateText(idea.state)}`,
    subtitle: idea.text,
    ...(idea.note && { rows: [{ label: "理由", value: idea.note }] }),
    ...(may.return && {
      selection: {
        key: "returnReason",
        title: "如要退回，选理由",
        options: ideaReturnReasons.map((reason) => ({ ...reason })),
      },
    }),
    ...(buttons.length > 0 ? { buttons } : { done: ideaStateText(idea.state) }),
    url: pageUrl(company, "ideas", { id: idea.id }),
  };
}
