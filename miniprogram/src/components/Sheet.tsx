import { Text, View } from "@tarojs/components";
import { type PropsWithChildren, useEffect } from "react";
import { holdFocus } from "./holdFocus";
import { spoken } from "./spoken";
import { Tap } from "./Tap";

interface Props {
  title: string;
  onClose: () => void;
}

/** Choices or a short form that come up from below. Render it only while it is open. */
export function Sheet({ title, onClose, children }: PropsWithChildren<Props>) {
  useEffect(() => {
    if (process.env.TARO_ENV !== "h5") return;
    const leave = ({ key }: KeyboardEvent) => {
      if (key === "Escape") onClose();
    };
    // Before Taro's inputs hear of it, which keep keys to themselves.
    window.addEventListener("keydown", leave, true);
    document.body.classList.add("has-sheet");
    return () => {
      window.removeEventListener("keydown", leave, true);
      document.body.classList.remove("has-sheet");
    };
  }, [onClose]);
  useEffect(() => (process.env.TARO_ENV === "h5" ? holdFocus(".sheet") : undefined), []);
  return (
    <View className="sheet" {...spoken({ role: "dialog", label: title })} catchMove>
      <View className="sheet__veil" onClick={onClose} />
      <View className="sheet__panel">
        <View className="sheet__head">
          <Text className="sheet__title">{title}</Text>
          <Tap className="sheet__close" onTap={onClose} label="关闭">
            <View className="sheet__cross" />
          </Tap>
        </View>
        <View className="sheet__body">{children}</View>
      </View>
    </View>
  );
}
