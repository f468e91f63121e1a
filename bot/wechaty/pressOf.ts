import type { Press } from "../Inbound";
import type { Card } from "../Message";

/**
 * A reply of numbers to a card: `1` presses its first button; `2 3` presses the second with the third option of the
 * selection. Undefined when it is no such reply, or there is no such button or option.
 */
export function pressOf(text: string, { buttons = [], selection }: Card): Press | undefined {
  const match = /^(\d{1,2})(?:[\s,，、]+(\d{1,2}))?$/.exec(text.normalize("NFKC").trim());
  if (!match) return undefined;
  const button = buttons[Number(match[1]) - 1];
  if (!button) return undefined;
  const option = match[2] === undefined ? undefined : selection?.options[Number(match[2]) - 1];
  if (match[2] !== undefined && !option) return undefined;
  const chosen = option?.id ?? selection?.selected;
  return { key: button.key, choices: selection && chosen !== undefined ? { [selection.key]: [chosen] } : {} };
}
