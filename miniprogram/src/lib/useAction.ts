import Taro from "@tarojs/taro";
import { useRef, useState } from "react";
import { wordsOf } from "./errors";

/** Runs what a button does: once at a time however often it is pressed, and says what went wrong. */
export function useAction<Arguments extends unknown[]>(
  act: (...given: Arguments) => Promise<void>,
): { run: (...given: Arguments) => Promise<void>; isBusy: boolean } {
  const [isBusy, setBusy] = useState(false);
  const running = useRef(false);
  const run = async (...given: Arguments) => {
    if (running.current) return;
    running.current = true;
    setBusy(true);
    try {
      await act(...given);
    } catch (error) {
      tell(wordsOf(error));
    } finally {
      running.current = false;
      setBusy(false);
    }
  };
  return { run, isBusy };
}

/** A short word at the foot of the screen. */
export const tell = (title: string) => void Taro.showToast({ title, icon: "none", duration: 2500 });
