import Taro from "@tarojs/taro";
import { useEffect, useState } from "react";

const isWeb = process.env.TARO_ENV === "h5";
const query = "(prefers-color-scheme: dark)";

const isDarkNow = () =>
  isWeb ? (window.matchMedia?.(query).matches ?? false) : Taro.getAppBaseInfo().theme === "dark";

/** Whether the phone is set to dark, for what a style sheet cannot colour: pictures. */
export function useIsDark(): boolean {
  const [isDark, setDark] = useState(isDarkNow);
  useEffect(() => {
    setDark(isDarkNow());
    return isWeb ? watchBrowser(setDark) : watchPhone(setDark);
  }, []);
  return isDark;
}

function watchBrowser(tell: (isDark: boolean) => void): (() => void) | undefined {
  const media = window.matchMedia?.(query);
  if (!media) return undefined;
  const listen = ({ matches }: MediaQueryListEvent) => tell(matches);
  // Phones before iOS 14 know only the older pair.
  if (!media.addEventListener) {
    media.addListener(listen);
    return () => media.removeListener(listen);
  }
  media.addEventListener("change", listen);
  return () => media.removeEventListener("change", listen);
}

function watchPhone(tell: (isDark: boolean) => void): () => void {
  const listen = ({ theme }: { theme: string }) => tell(theme === "dark");
  Taro.onThemeChange(listen);
  return () => Taro.offThemeChange(listen);
}
