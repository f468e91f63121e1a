import Taro from "@tarojs/taro";
import { useEffect, useState } from "react";
import { onNetwork } from "./onNetwork";

const isWeb = process.env.TARO_ENV === "h5";

/** Whether the phone believes that it has a net. */
export function useIsOnline(): boolean {
  const [isOnline, setOnline] = useState(() => !isWeb || navigator.onLine);
  useEffect(() => {
    if (!isWeb)
      void Taro.getNetworkType()
        .then(({ networkType }) => setOnline(networkType !== "none"))
        .catch(() => undefined);
    return onNetwork(setOnline);
  }, []);
  return isOnline;
}
