import { type Ring as Drawn, ringSvg, ringWords } from "../lib/svg";
import { Chart } from "./Chart";

interface Props extends Drawn {
  size?: number;
  label?: string;
}

/** How far, with a tick where it should be by now. */
export function Ring({ size = 56, label, ...ring }: Props) {
  return <Chart label={label ?? ringWords(ring)} draw={(palette) => ringSvg(ring, { size, palette })} />;
}
