import type { Badge as Drawn } from "./svg";
import type { Badge } from "./wire";

/** How one of the catalogue is drawn. */
export const drawnOf = ({ name, level, design }: Pick<Badge, "name" | "level" | "design">): Drawn => ({
  kind: "badge",
  name,
  rank: level,
  design,
});

/** 1 is the most common. */
export const levelText = (level: number) => `${level} 级`;
