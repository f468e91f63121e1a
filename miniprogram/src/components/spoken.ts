const isWeb = process.env.TARO_ENV === "h5";

interface Spoken {
  role?: string;
  label?: string;
  isPressed?: boolean;
  /** Of a switch. */
  isOn?: boolean;
  isDisabled?: boolean;
}

/** What tells those who cannot see or touch the screen about an element, in the words of each platform. */
export function spoken({ role, label, isPressed, isOn, isDisabled }: Spoken): Record<string, unknown> {
  // Not as words: to a component that expects a yes or no, any word is a yes.
  if (!isWeb)
    return {
      ariaRole: role,
      ariaLabel: label,
      ariaPressed: isPressed,
      ariaChecked: isOn,
      ariaDisabled: isDisabled || undefined,
    };
  return {
    ...(role && { role }),
    ...(label && { "aria-label": label }),
    ...(isPressed !== undefined && { "aria-pressed": String(isPressed) }),
    ...(isOn !== undefined && { "aria-checked": String(isOn) }),
    ...(isDisabled && { "aria-disabled": "true" }),
  };
}

/** Lets a keyboard press what a thumb presses. */
export function pressable(onPress: () => void, isDisabled = false): Record<string, unknown> {
  if (!isWeb) return {};
  return {
    tabIndex: isDisabled ? -1 : 0,
    onKeyDown: (event: KeyboardEvent) => {
      if (event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault();
      onPress();
    },
  };
}
