import { View } from "@tarojs/components";
import { Choices } from "../../components/Choices";
import { Hero } from "../../components/Hero";
import { StatusMark } from "../../components/StatusMark";
import { amountParts, amountText } from "../../lib/format";
import type { Reportable } from "../../lib/wire";

interface Props {
  keyResult: Reportable;
  /** One's own, to switch between. */
  others: readonly Reportable[];
  onChoose: (id: string) => void;
}

/** What is reported on: where it stands, and what today still asks for. */
export function KeyResultHead({ keyResult, others, onChoose }: Props) {
  return (
    <View className="report-head">
      {others.length > 1 && (
        <View className="report-head__others">
          <Choices
            options={others.map(({ id, title }) => ({ value: id, text: title }))}
            value={keyResult.id}
            onChange={onChoose}
          />
        </View>
      )}
      <Hero caption={keyResult.title} aside={<StatusMark status={keyResult.status} />} {...figureOf(keyResult)} />
    </View>
  );
}

function figureOf(keyResult: Reportable) {
  const { kind, value, unit, gap, perDay, status } = keyResult;
  if (kind === "binary") return { number: value === "1" ? "已完成" : "还没完成", unit: "" };
  const figure = value === null ? { number: "—", unit } : amountParts(value, unit);
  if (status === "reached") return { ...figure, line: "★ 已经达成" };
  const today = perDay === "0" ? "" : `，今天 ${amountText(perDay, unit)}就跟上`;
  return { ...figure, line: `还差 ${amountText(gap, unit)}${today}` };
}
