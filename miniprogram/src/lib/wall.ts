import Taro from "@tarojs/taro";
import { useEffect, useRef } from "react";

const changed = "wall.changed";

/** Something was given: the wall, wherever it lies under other pages, has something new. */
export const tellWall = () => void Taro.eventCenter.trigger(changed);

/** Does `act` when something was given. */
export function useWallChange(act: () => void): void {
  const latest = useRef(act);
  latest.current = act;
  useEffect(() => {
    const hear = () => latest.current();
    Taro.eventCenter.on(changed, hear);
    return () => void Taro.eventCenter.off(changed, hear);
  }, []);
}
