import { barSvg, barWords, type Bar as Drawn } from "../lib/svg";
import { useChartWidth } from "../lib/useChartWidth";
import { Chart } from "./Chart";

interface Props extends Drawn {
  width?: number;
  height?: number;
  label?: string;
}

/** A share, with a rule at the whole. */
export function Bar({ width, height = 16, label, ...bar }: Props) {
  const fitting = useChartWidth();
  return (
    <Chart
      label={label ?? barWords(bar)}
      draw={(palette) => barSvg(bar, { width: width ?? fitting, height, palette })}
    />
  );
}
