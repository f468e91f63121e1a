import { Card } from "../../components/Card";
import { Row } from "../../components/Row";
import { Tag } from "../../components/Tag";
import { open } from "../../lib/open";
import type { Due } from "../../lib/wire";

interface Props {
  due: readonly Due[];
  count: number;
}

/** One list of everything that waits for me. */
export function DueList({ due, count }: Props) {
  const approvals = due.filter(({ kind }) => kind === "approval").length;
  return (
    <Card title={`等我处理 ${count} 项`}>
      {due.map((one) => (
        <DueRow key={`${one.kind}:${"keyResultId" in one ? one.keyResultId : one.goalId}`} due={one} />
      ))}
      {approvals > 1 && <Row title="一起审批" meta={`${approvals} 个目标等你决定`} onTap={() => open("approvals")} />}
    </Card>
  );
}

function DueRow({ due }: { due: Due }) {
  const toGoal = () => open("goal", { id: due.goalId });
  if (due.kind === "approval")
    return <Row title={`${due.owner.name} · ${due.title}`} value={<Tag text="审批" tone="brand" />} onTap={toGoal} />;
  if (due.kind === "returned")
    return (
      <Row
        title={due.title}
        meta={due.reason ? `理由：${due.reason}` : undefined}
        value={<Tag text="被退回" tone="warn" />}
        onTap={toGoal}
      />
    );
  if (due.kind === "problem")
    return (
      <Row
        title={`${due.owner.name}：${due.text}`}
        meta={due.title}
        value={<Tag text="求助" tone="bad" />}
        onTap={toGoal}
      />
    );
  return (
    <Row
      title={due.title}
      meta="今天的进度还没报"
      value={<Tag text="报进度" tone="brand" />}
      onTap={() => open("report", { keyResult: due.keyResultId })}
    />
  );
}
