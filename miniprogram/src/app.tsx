import Taro, { useLaunch, usePageNotFound } from "@tarojs/taro";
import type { PropsWithChildren } from "react";
import "./app.scss";
import { outbox } from "./lib/outbox";

export default function App({ children }: PropsWithChildren) {
  useLaunch(() => {
    outbox.start();
    if (process.env.TARO_ENV === "h5" && "serviceWorker" in navigator)
      // Pages open without a net then. Where it may not be had they need one.
      navigator.serviceWorker.register("sw.js").catch(() => undefined);
  });
  // A link that was cut short, or of another version: better the first page than an empty one.
  usePageNotFound(() => void Taro.reLaunch({ url: "/pages/today/index" }));
  return children;
}
