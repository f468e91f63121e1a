import { ReasonSheet } from "../../components/ReasonSheet";
import { api } from "../../lib/api";
import type { IdeaDetail } from "../../lib/wire";

interface Props {
  idea: IdeaDetail;
  onClose: () => void;
  onDone: (idea: IdeaDetail) => void;
}

/** The same as on the card of the chat (bot/cards/ideaReturnReasons). */
export const ideaReturnReasons = [
  "请写得再具体一点",
  "已经在做了",
  "花费比收益大",
  "现在不合适，以后再看",
  "不归我们管，请找对口的人",
] as const;

/** Gives an idea back with a reason. */
export const ReturnIdea = ({ idea, onClose, onDone }: Props) => (
  <ReasonSheet
    title={`退回 ${idea.author.name} 的建议`}
    label="告诉对方为什么"
    placeholder="例如：仓库里还有三个月的赠品"
    reasons={ideaReturnReasons}
    most={200}
    send={async (reason) => onDone(await api.returnIdea(idea.id, reason))}
    onClose={onClose}
  />
);
