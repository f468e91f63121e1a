import { parseAmount } from "../../domain/goals/parseAmount";
import type { Message } from "../Message";
import { say } from "../say";
import type { Choice } from "./chooseKeyResults";

/** What is wrong with a report that begins with a key result's name; undefined where it does not. */
export function unreadFigure(choices: readonly Choice[], text: string): Message | undefined {
  const figure = figureAfterName(choices, text);
  if (!figure) return undefined;
  const words = figure.split(/\s+/);
  if (words.length === 1)
    return parseAmount(figure).kind === "refused" ? say("amount.notANumber", { text: figure }) : undefined;
  const areAllFigures = words.every((word) => parseAmount(word).kind === "amount");
  return areAllFigures ? say("amount.severalNumbers", { text: figure }) : undefined;
}

/** `abc` of `GMV abc`: what follows the longest name that fits, where a blank sets it off. */
function figureAfterName(choices: readonly Choice[], text: string): string | undefined {
  const said = text.normalize("NFKC");
  const names = choices.flatMap(({ row, label }) => [label, row.title]).map((name) => name.normalize("NFKC"));
  const [name] = names
    .filter((one) => said.toLowerCase().startsWith(one.toLowerCase()))
    .sort((one, other) => other.length - one.length);
  return name === undefined ? undefined : /^[\s:：]+(\S.*)$/s.exec(said.slice(name.length))?.[1]?.trim();
}
