import { badgeSvg, badgeWords, type Badge as Drawn } from "../lib/svg";
import { Chart } from "./Chart";

interface Props extends Drawn {
  size?: number;
  label?: string;
}

/** A drawn medal. */
export function Badge({ size = 48, label, ...badge }: Props) {
  return <Chart label={label ?? badgeWords(badge)} draw={(palette) => badgeSvg(badge, { size, palette })} />;
}
