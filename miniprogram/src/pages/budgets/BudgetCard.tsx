import { Bar } from "../../components/Bar";
import { Card } from "../../components/Card";
import { Hero } from "../../components/Hero";
import { Row } from "../../components/Row";
import { Tag } from "../../components/Tag";
import type { Budget } from "../../lib/wire";
import { budgetParts, budgetText } from "../../lib/yuan";

/** Finance and the head are told at these (domain/budgets/alertBudgets). */
const nearlyGone = 80;
const gone = 100;

function usedWords(used: number) {
  if (used >= gone) return { text: `■ 已用 ${used}%`, tone: "bad" } as const;
  if (used >= nearlyGone) return { text: `▲ 已用 ${used}%`, tone: "warn" } as const;
  return { text: `● 已用 ${used}%`, tone: "good" } as const;
}

/** What a department has left, and where the rest is. */
export function BudgetCard({ budget }: { budget: Budget }) {
  const { department, grantedFen, carriedFen, reservedFen, spentFen, returnedFen, leftFen, used } = budget;
  const words = usedWords(used);
  return (
    <Card>
      <Hero caption={`${department.name}还剩`} {...budgetParts(leftFen)} aside={<Tag {...words} />} />
      <Bar percent={String(used)} pace={null} tone={words.tone} label={`已用 ${used}%`} />
      <Row title="拨入" value={budgetText(grantedFen)} />
      {carriedFen !== 0 && <Row title="上月结转" value={budgetText(carriedFen)} />}
      <Row title="占用" meta="已申请，还没有发出" value={budgetText(reservedFen)} />
      <Row title="已发放" value={budgetText(spentFen)} />
      {returnedFen > 0 && <Row title="退回" meta="过期没有领" value={budgetText(returnedFen)} />}
    </Card>
  );
}
