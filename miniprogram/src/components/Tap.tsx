import { View } from "@tarojs/components";
import type { PropsWithChildren } from "react";
import { pressable, spoken } from "./spoken";

interface Props {
  onTap: () => void;
  className?: string;
  /** Said instead of what is inside. */
  label?: string;
  role?: "button" | "link" | "tab" | "checkbox" | "switch";
  isPressed?: boolean;
  /** Of a switch. */
  isOn?: boolean;
  isDisabled?: boolean;
}

/** Anything a thumb presses; at least 48 px high by its class. */
export function Tap({
  onTap,
  className = "",
  label,
  role = "button",
  isPressed,
  isOn,
  isDisabled = false,
  children,
}: PropsWithChildren<Props>) {
  const press = () => {
    if (!isDisabled) onTap();
  };
  return (
    <View
      className={`tap ${className}`}
      hoverClass={isDisabled ? "none" : "tap--down"}
      hoverStayTime={60}
      onClick={press}
      {...spoken({ role, label, isPressed, isOn, isDisabled })}
      {...pressable(press, isDisabled)}
    >
      {children}
    </View>
  );
}
