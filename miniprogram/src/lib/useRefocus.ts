import { useDidHide, useDidShow } from "@tarojs/taro";
import { useEffect, useRef } from "react";

/** In a browser, where nothing says that a page is shown again: does `act` when its window is looked at again. */
export function useRefocus(act: () => void): void {
  const isShown = useRef(true);
  useDidShow(() => {
    isShown.current = true;
  });
  useDidHide(() => {
    isShown.current = false;
  });
  const latest = useRef(act);
  latest.current = act;
  useEffect(() => {
    if (process.env.TARO_ENV !== "h5") return;
    const focus = () => {
      if (isShown.current) latest.current();
    };
    window.addEventListener("focus", focus);
    return () => window.removeEventListener("focus", focus);
  }, []);
}
