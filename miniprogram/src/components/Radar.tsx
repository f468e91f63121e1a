import { type Radar as Drawn, radarSvg, radarWords } from "../lib/svg";
import { useChartWidth } from "../lib/useChartWidth";
import { Chart } from "./Chart";

interface Props extends Drawn {
  width?: number;
  label?: string;
}

/** Judgements from up to three sides, axis by axis. */
export function Radar({ width, label, ...radar }: Props) {
  const fitting = useChartWidth();
  return (
    <Chart
      label={label ?? radarWords(radar)}
      draw={(palette) => radarSvg(radar, { width: width ?? fitting, palette })}
    />
  );
}
