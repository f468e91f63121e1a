import { type Distribution as Drawn, distributionSvg, distributionWords } from "../lib/svg";
import { useChartWidth } from "../lib/useChartWidth";
import { Chart } from "./Chart";

interface Props extends Drawn {
  width?: number;
  label?: string;
}

/** How many fall into each bin. */
export function Distribution({ width, label, bins }: Props) {
  const fitting = useChartWidth();
  return (
    <Chart
      label={label ?? distributionWords({ bins })}
      draw={(palette) => distributionSvg({ bins }, { width: width ?? fitting, palette })}
    />
  );
}
