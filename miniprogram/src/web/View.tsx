import type { ViewProps } from "@tarojs/components";
import { type HTMLAttributes, type TouchEvent, useRef } from "react";

type Props = Omit<HTMLAttributes<HTMLDivElement>, keyof ViewProps> & ViewProps;

/** So much later than the finger: it may be about to scroll. */
const pressMs = 50;

/** A box, with another look while a finger is on it. */
export function View({ hoverClass, hoverStayTime = 400, hoverStartTime = pressMs, ...rest }: Props) {
  const timer = useRef<number>();
  if (!hoverClass || hoverClass === "none") return <div {...(rest as HTMLAttributes<HTMLDivElement>)} />;
  const later = (act: () => void, milliseconds: number) => {
    window.clearTimeout(timer.current);
    timer.current = window.setTimeout(act, milliseconds);
  };
  const press = ({ currentTarget }: TouchEvent) => later(() => currentTarget.classList.add(hoverClass), hoverStartTime);
  const release = ({ currentTarget }: TouchEvent) =>
    later(() => currentTarget.classList.remove(hoverClass), hoverStayTime);
  return (
    <div
      {...(rest as HTMLAttributes<HTMLDivElement>)}
      onTouchStart={press}
      onTouchEnd={release}
      onTouchCancel={release}
    />
  );
}
