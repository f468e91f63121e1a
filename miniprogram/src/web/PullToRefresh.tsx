import Taro from "@tarojs/taro";
import { type PropsWithChildren, useEffect, useRef, useState } from "react";
import "./pullToRefresh.scss";

interface Page extends HTMLElement {
  /** What Taro's router hangs on the page's element. */
  __page?: { onPullDownRefresh?: () => void };
}

interface Stop {
  successHandler(result: { errMsg: string }): void;
}

/** Pulled so far it loads; further it does not go, px. */
const enough = 50;
const most = 100;
/** The page follows the finger this much. */
const share = 0.6;

/** A page that loads anew when it is pulled down. Taro's router puts it around those that ask for it. */
export function PullToRefresh({ children }: PropsWithChildren) {
  const content = useRef<HTMLDivElement>(null);
  const [isReady, setReady] = useState(false);

  useEffect(() => {
    const page = content.current?.closest<Page>(".taro_page");
    if (!page) return;
    let startY = 0;
    let pulled = 0;
    let isLoading = false;
    const move = (to: number) => {
      pulled = to;
      if (content.current) content.current.style.transform = to > 0 ? `translate3d(0, ${to}px, 0)` : "";
      setReady(to >= enough);
    };
    const follow = (event: TouchEvent) => {
      const by = (event.touches[0]?.screenY ?? startY) - startY;
      if (page.scrollTop > 0 || (by <= 0 && pulled === 0)) return;
      if (event.cancelable) event.preventDefault();
      move(Math.min(most, Math.max(0, by * share)));
    };
    const release = () => {
      page.removeEventListener("touchmove", follow);
      content.current?.classList.add("pull__content--free");
      const isMeant = pulled >= enough;
      move(isMeant || isLoading ? enough : 0);
      if (!isMeant || isLoading) return;
      isLoading = true;
      page.__page?.onPullDownRefresh?.();
    };
    const begin = (event: TouchEvent) => {
      if (page.scrollTop > 0 || isLoading) return;
      startY = event.touches[0]?.screenY ?? 0;
      content.current?.classList.remove("pull__content--free");
      // Only now: what may hold a scroll back makes every scroll wait.
      page.addEventListener("touchmove", follow, { passive: false });
    };
    const stop = ({ successHandler }: Stop) => {
      isLoading = false;
      move(0);
      successHandler({ errMsg: "stopPullDownRefresh: ok" });
    };
    page.addEventListener("touchstart", begin, { passive: true });
    page.addEventListener("touchend", release);
    page.addEventListener("touchcancel", release);
    Taro.eventCenter.on("__taroStopPullDownRefresh", stop);
    return () => {
      page.removeEventListener("touchstart", begin);
      page.removeEventListener("touchmove", follow);
      page.removeEventListener("touchend", release);
      page.removeEventListener("touchcancel", release);
      Taro.eventCenter.off("__taroStopPullDownRefresh", stop);
    };
  }, []);

  return (
    <div className="pull">
      <div ref={content} className="pull__content">
        {isReady && (
          <div className="pull__dots">
            <i />
            <i />
            <i />
          </div>
        )}
        {children}
      </div>
    </div>
  );
}
