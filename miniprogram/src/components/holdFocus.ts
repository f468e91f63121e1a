const reachable = "input, textarea, select, a[href], [tabindex='0']";
const isSeen = (element: Element) => element.getClientRects().length > 0;

/**
 * In a browser: the Tab key goes round inside the topmost element that matches, not to what lies behind it.
 * @returns how to stop, which gives the focus back to what had it
 */
export function holdFocus(selector: string): () => void {
  const before = document.activeElement;
  const goRound = (event: KeyboardEvent) => {
    if (event.key !== "Tab") return;
    const frames = document.querySelectorAll(selector);
    const frame = frames[frames.length - 1];
    // A question asked above it has its own keys.
    if (!frame || [...document.querySelectorAll(".taro-modal__mask")].some(isSeen)) return;
    const inside = [...frame.querySelectorAll<HTMLElement>(reachable)].filter(
      (one) => one.tabIndex >= 0 && isSeen(one),
    );
    const [first, last] = [inside[0], inside[inside.length - 1]];
    const { activeElement } = document;
    const isIn = frame.contains(activeElement);
    if (isIn && activeElement !== (event.shiftKey ? first : last)) return;
    event.preventDefault();
    (event.shiftKey ? last : first)?.focus();
  };
  // Before Taro's inputs hear of it, which keep keys to themselves.
  window.addEventListener("keydown", goRound, true);
  return () => {
    window.removeEventListener("keydown", goRound, true);
    if (before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true });
  };
}
