import Taro from "@tarojs/taro";
import { useSyncExternalStore } from "react";
import { store } from "./store";

/** How much bigger than usual letters are. */
export const textScales = [
  { scale: 1, word: "标准" },
  { scale: 1.15, word: "大" },
  { scale: 1.3, word: "特大" },
] as const;

const listeners = new Set<() => void>();

const read = () => Number(store.read("textScale") ?? systemScale());

/** WeChat knows how big its owner likes letters: 16 or 17 are usual. */
function systemScale(): number {
  if (process.env.TARO_ENV === "h5") return 1;
  const { fontSizeScaleFactor = 1 } = Taro.getAppBaseInfo() as { fontSizeScaleFactor?: number };
  return Math.min(1.3, Math.max(1, fontSizeScaleFactor));
}

export function setTextScale(scale: number): void {
  store.write("textScale", scale);
  for (const listener of listeners) listener();
}

export const useTextScale = () =>
  useSyncExternalStore((listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }, read);
