import { type Trend as Drawn, trendSvg, trendWords } from "../lib/svg";
import { useChartWidth } from "../lib/useChartWidth";
import { Chart } from "./Chart";

interface Props extends Drawn {
  width?: number;
  height?: number;
  label?: string;
}

/** Where it stood day by day, beside where it should have stood. */
export function Trend({ width, height = 180, label, points }: Props) {
  const fitting = useChartWidth();
  return (
    <Chart
      label={label ?? trendWords({ points })}
      draw={(palette) => trendSvg({ points }, { width: width ?? fitting, height, palette })}
    />
  );
}
