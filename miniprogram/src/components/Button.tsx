import { View } from "@tarojs/components";
import { Tap } from "./Tap";

interface Props {
  text: string;
  onTap: () => void;
  kind?: "primary" | "quiet" | "danger";
  isBusy?: boolean;
  isDisabled?: boolean;
}

/** Full width, 48 px high. Busy it keeps its size and takes no second press. */
export function Button({ text, onTap, kind = "primary", isBusy = false, isDisabled = false }: Props) {
  return (
    <Tap
      className={`button button--${kind}${isBusy ? " button--busy" : ""}`}
      onTap={onTap}
      isDisabled={isDisabled || isBusy}
    >
      <View className="button__text">{isBusy ? `${text}…` : text}</View>
    </Tap>
  );
}
