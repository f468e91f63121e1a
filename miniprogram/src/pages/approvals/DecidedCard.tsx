import { Text, View } from "@tarojs/components";
import { Tap } from "../../components/Tap";

interface Props {
  title: string;
  word: string;
  /** How long it can be taken back; undefined where it cannot. */
  minutes?: number;
  isBusy?: boolean;
  onUndo?: () => void;
}

/** A goal that was decided a moment ago, at the place where it waited. */
export function DecidedCard({ title, word, minutes, isBusy = false, onUndo }: Props) {
  return (
    <View className="card decided">
      <Text className="decided__title">{title}</Text>
      <View className="decided__foot">
        <Text className="decided__word">{word}</Text>
        {onUndo && (
          <Tap className="page__link" label={`撤销：${title}`} isDisabled={isBusy} onTap={onUndo}>
            <Text>{isBusy ? "正在撤销…" : `撤销（还有 ${minutes} 分钟）`}</Text>
          </Tap>
        )}
      </View>
    </View>
  );
}
