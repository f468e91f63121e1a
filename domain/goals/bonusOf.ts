import { Ratio } from "./Ratio";

/** From this published score (hundredths of a point) on, this share of base pay (basis points). */
export interface BonusBand {
  from: number;
  share: number;
}

/** 90 and above 15 %, 80 up to 90 10 % (S191). Bands are half-open and read the published, rounded score. */
export const defaultBands: readonly BonusBand[] = [
  { from: 9000, share: 1500 },
  { from: 8000, share: 1000 },
];

/** Bonus in fen, rounded once. `score` in hundredths (89.99 is 8999), `basePayFen` for the cycle. */
export function bonusOf(score: number, basePayFen: number, bands: readonly BonusBand[] = defaultBands): number {
  const band = [...bands].sort((a, b) => b.from - a.from).find(({ from }) => score >= from);
  return band ? Number(Ratio.of(BigInt(basePayFen) * BigInt(band.share), 10_000).scaledTo(0)) : 0;
}
