import Taro from "@tarojs/taro";
import { useEffect, useState } from "react";

/** Whether the phone believes that it has a net. */
export function useIsOnline(): boolean {
  const [isOnline, setOnline] = useState(true);
  useEffect(() => {
    void Taro.getNetworkType()
      .then(({ networkType }) => setOnline(networkType !== "none"))
      .catch(() => undefined);
    const listen = ({ isConnected }: { isConnected: boolean }) => setOnline(isConnected);
    Taro.onNetworkStatusChange(listen);
    return () => Taro.offNetworkStatusChange(listen);
  }, []);
  return isOnline;
}
