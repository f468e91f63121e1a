import Taro from "@tarojs/taro";

/** Tells when the phone loses or gets a net, as far as it knows. @returns how to stop */
export function onNetwork(tell: (isOnline: boolean) => void): () => void {
  if (process.env.TARO_ENV !== "h5") {
    const listen = ({ isConnected }: { isConnected: boolean }) => tell(isConnected);
    Taro.onNetworkStatusChange(listen);
    return () => Taro.offNetworkStatusChange(listen);
  }
  // Taro's own asks for an API that half of the browsers do not have.
  const listen = () => tell(navigator.onLine);
  window.addEventListener("online", listen);
  window.addEventListener("offline", listen);
  return () => {
    window.removeEventListener("online", listen);
    window.removeEventListener("offline", listen);
  };
}
