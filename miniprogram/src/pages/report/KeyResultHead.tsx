import { Text, View } from "@tarojs/components";
import { Choices } from "../../components/Choices";
import { StatusMark } from "../../components/StatusMark";
import { needText, valueText } from "../../lib/keyResultText";
import type { Reportable } from "../../lib/wire";

interface Props {
  keyResult: Reportable;
  /** One's own, to switch between. */
  others: readonly Reportable[];
  onChoose: (id: string) => void;
}

/** What is reported on: where it stands, and what today still asks for. The large figure is the one being typed. */
export function KeyResultHead({ keyResult, others, onChoose }: Props) {
  const { title, kind, value, status } = keyResult;
  const isCounted = kind !== "binary" && value !== null;
  return (
    <View className="report-head">
      {others.length > 1 ? (
        <Choices
          options={others.map((one) => ({ value: one.id, text: one.title }))}
          value={keyResult.id}
          onChange={onChoose}
        />
      ) : (
        <Text className="report-head__title">{title}</Text>
      )}
      <View className="report-head__stand">
        <Text className="report-head__now">{isCounted ? `现在 ${valueText(keyResult)}` : valueText(keyResult)}</Text>
        <StatusMark status={status} />
      </View>
      {kind !== "binary" && <Text className="report-head__need">{needText(keyResult, "今天")}</Text>}
    </View>
  );
}
