// Charts as SVG text, for the phone's <Image> and the chat's pictures alike. It imports nothing, so that the bot may
// import it. What WeChat's <Image> does not draw is not used: no lengths in per cent, no style element, no classes.
// Percentages come as the server sends them: decimal text such as "58.33", or null where there is no figure yet.

export interface Palette {
  ink: string;
  mute: string;
  line: string;
  card: string;
  brand: string;
  good: string;
  warn: string;
  bad: string;
  gold: string;
}
export const lightPalette: Palette = {
  ink: "#16202A",
  mute: "#5F6B76",
  line: "#DFE4E9",
  card: "#FFFFFF",
  brand: "#0B6E5F",
  good: "#1A7F4B",
  warn: "#9A5B00",
  bad: "#B8322A",
  gold: "#8A6100",
};
export const darkPalette: Palette = {
  ink: "#EDF1F4",
  mute: "#93A1AD",
  line: "#2A343C",
  card: "#182026",
  brand: "#4CC9AE",
  good: "#56CF8E",
  warn: "#F0B04A",
  bad: "#FF8A80",
  gold: "#F2C14E",
};

export type Tone = "brand" | "good" | "warn" | "bad" | "mute" | "gold";

/** A drawing and the room it takes. */
export interface Picture {
  svg: string;
  width: number;
  height: number;
}

interface Square {
  size: number;
  palette: Palette;
}
interface Wide {
  width: number;
  palette: Palette;
}
interface Box extends Wide {
  height: number;
}

/** What an <Image> shows. The one place to change should some phone want base64. */
export const svgUri = (svg: string) => `data:image/svg+xml,${encodeURIComponent(svg)}`;

export interface Ring {
  percent: string | null;
  /** Where it should stand by now: a tick across the ring. */
  pace?: string | null;
  tone?: Tone;
  hasNumber?: boolean;
}

/** How far: a full ring is 100 % and more. */
export function ringSvg({ percent, pace, tone = "brand", hasNumber = true }: Ring, { size, palette }: Square): Picture {
  const middle = size / 2;
  const stroke = size / 9;
  const radius = middle - stroke / 2 - 1;
  const turn = clamp(numberOf(percent) ?? 0, 0, 100) / 100;
  const band = (color: string) => `fill="none" stroke="${color}" stroke-width="${at(stroke)}"`;
  const circle = (color: string, more = "") =>
    `<circle cx="${at(middle)}" cy="${at(middle)}" r="${at(radius)}" ${band(color)}${more}/>`;
  const tip = onCircle(middle, radius, turn);
  const arc = `<path d="M${at(middle)} ${at(middle - radius)}A${at(radius)} ${at(radius)} 0 ${turn > 0.5 ? 1 : 0} 1 ${tip}" ${band(palette[tone])} stroke-linecap="round"/>`;
  const parts = [
    circle(palette.line, percent === null ? ` stroke-dasharray="${at(stroke / 2)} ${at(stroke / 2)}"` : ""),
  ];
  if (turn === 1) parts.push(circle(palette[tone]));
  else if (turn > 0) parts.push(arc);
  const expected = numberOf(pace ?? null);
  if (expected !== undefined) {
    const share = clamp(expected, 0, 100) / 100;
    const tick = `M${onCircle(middle, radius - stroke / 2 - 1, share)}L${onCircle(middle, radius + stroke / 2 + 1, share)}`;
    parts.push(`<path d="${tick}" stroke="${palette.card}" stroke-width="${at(stroke / 1.6)}"/>`);
    parts.push(`<path d="${tick}" stroke="${palette.ink}" stroke-width="${at(stroke / 3.2)}"/>`);
  }
  if (hasNumber) {
    const number = shortPercent(percent);
    const inside = (radius - stroke / 2) * 2 - stroke;
    const font = Math.min(size * 0.27, inside / textWidth(number, 1));
    parts.push(
      write(number, { x: middle, y: middle + font * 0.36, font, color: palette.ink, anchor: "middle", isBold: true }),
    );
  }
  return frame(size, size, parts);
}

export const ringWords = ({ percent, pace }: Ring): string => `${stands(percent)}${expects(pace)}。`;

export interface Trend {
  points: readonly { day: string; attainment: string | null; pace: string }[];
}

const labelFont = 12;
const gutter = 40;

/** Where it stood day by day beside where it should have stood, with the band in which it is at risk. */
export function trendSvg({ points }: Trend, { width, height, palette }: Box): Picture {
  const frameOf = { left: gutter, right: width - 12, top: 24, bottom: height - 40 };
  const values = points.map(({ attainment }) => numberOf(attainment));
  const paces = points.map(({ pace }) => numberOf(pace) ?? 0);
  const known = values.flatMap((value) => value ?? []);
  const most = Math.min(200, Math.max(100, ...known, ...paces));
  const least = Math.max(-50, Math.min(0, ...known));
  const x = (index: number) =>
    points.length < 2
      ? (frameOf.left + frameOf.right) / 2
      : frameOf.left + ((frameOf.right - frameOf.left) * index) / (points.length - 1);
  const y = (percent: number) =>
    frameOf.bottom - ((frameOf.bottom - frameOf.top) * (clamp(percent, least, most) - least)) / (most - least);

  // One day alone still gets a piece of its pace.
  const along: [number, number][] =
    points.length === 1
      ? [-16, 16].map((aside) => [x(0) + aside, paces[0] ?? 0])
      : paces.map((pace, index) => [x(index), pace]);
  const edge = (below: number) => along.map(([left, pace]) => `${at(left)} ${at(y(pace - below))}`);
  const between = (upper: number, lower: number, color: string) =>
    `<path d="M${[...edge(upper), ...edge(lower).reverse()].join("L")}Z" fill="${color}" fill-opacity="0.16"/>`;
  const rule = (percent: number, color: string, dash = "") =>
    `<path d="M${at(frameOf.left)} ${at(y(percent))}H${at(frameOf.right)}" stroke="${color}" stroke-width="1"${dash}/>`;

  const parts = [rule(0, palette.line), rule(100, palette.gold, ' stroke-dasharray="2 3"')];
  for (const percent of [0, 100])
    parts.push(
      write(`${percent}%`, {
        x: frameOf.left - 6,
        y: y(percent) + 4,
        font: labelFont,
        color: palette.mute,
        anchor: "end",
      }),
    );
  if (points.length > 0) {
    parts.push(between(0, 5, palette.good), between(5, 20, palette.warn));
    parts.push(
      `<path d="M${edge(0).join("L")}" fill="none" stroke="${palette.mute}" stroke-width="1.5" stroke-dasharray="5 4"/>`,
    );
  }
  for (const run of runsOf(values)) {
    if (run.length > 1)
      parts.push(
        `<path d="M${run.map(([index, value]) => `${at(x(index))} ${at(y(value))}`).join("L")}" fill="none" stroke="${palette.brand}" stroke-width="2.5" stroke-linejoin="round" stroke-linecap="round"/>`,
      );
    else for (const [index, value] of run) parts.push(dot(x(index), y(value), 2, palette.brand));
  }
  const today = lastKnown(points);
  const now = values[today];
  if (now !== undefined) {
    parts.push(dot(x(today), y(now), 6, palette.card), dot(x(today), y(now), 4.5, palette.brand));
    parts.push(...nowAndPace({ x: x(today), now, pace: paces[today] ?? 0, point: points[today], y, frameOf, palette }));
  }
  parts.push(...dayLabels(points, today, x, { ...frameOf, baseline: height - 18, width, palette }));
  parts.push(...trendKey(height - 2, width, palette));
  return frame(width, height, parts);
}

interface Edges {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

/** The two figures of the last day, the higher one above its point and the lower one below, so that they never meet. */
function nowAndPace(last: {
  x: number;
  now: number;
  pace: number;
  point: Trend["points"][number] | undefined;
  y: (percent: number) => number;
  frameOf: Edges;
  palette: Palette;
}): string[] {
  const { x, now, pace, point, y, frameOf, palette } = last;
  const isAhead = now >= pace;
  const [higher, lower] = isAhead ? [now, pace] : [pace, now];
  // Above the row of days however near to nothing, and a line apart however near to each other.
  const below = Math.min(y(lower) + 18, frameOf.bottom + 8);
  const above = clamp(y(higher) - 9, labelFont, below - 16);
  const place = (text: string, baseline: number, color: string, isBold: boolean) => {
    const half = textWidth(text, labelFont) / 2 + 1;
    return write(text, {
      x: clamp(x, frameOf.left + half, frameOf.right + 8 - half),
      y: baseline,
      font: labelFont,
      color,
      anchor: "middle",
      isBold,
      halo: palette.card,
    });
  };
  return [
    place(`应达 ${shortPercent(point?.pace ?? null)}`, isAhead ? below : above, palette.mute, false),
    place(`实际 ${shortPercent(point?.attainment ?? null)}`, isAhead ? above : below, palette.ink, true),
  ];
}

/** First and last day, and the day of the dot where there is room for it. */
function dayLabels(
  points: Trend["points"],
  today: number,
  x: (index: number) => number,
  area: Edges & { baseline: number; width: number; palette: Palette },
): string[] {
  const taken: [number, number][] = [];
  const label = (index: number): string[] => {
    const day = points[index]?.day;
    if (day === undefined) return [];
    const text = shortDay(day);
    const wide = textWidth(text, labelFont);
    const from = clamp(x(index) - wide / 2, area.left, area.right + 8 - wide);
    if (taken.some(([left, right]) => from < right + 8 && from + wide + 8 > left)) return [];
    taken.push([from, from + wide]);
    return [write(text, { x: from, y: area.baseline, font: labelFont, color: area.palette.mute, anchor: "start" })];
  };
  return [0, points.length - 1, today].flatMap(label);
}

function trendKey(baseline: number, width: number, palette: Palette): string[] {
  const swatch = (x: number, color: string) =>
    `<rect x="${at(x)}" y="${at(baseline - 10)}" width="14" height="8" rx="2" fill="${color}" fill-opacity="0.3"/>`;
  const text = (word: string, x: number) =>
    write(word, { x, y: baseline - 2, font: labelFont, color: palette.mute, anchor: "start" });
  if (width < gutter + 190) return [];
  return [
    `<path d="M${gutter} ${at(baseline - 6)}h14" stroke="${palette.mute}" stroke-width="1.5" stroke-dasharray="5 4"/>`,
    text("应达", gutter + 18),
    swatch(gutter + 54, palette.good),
    text("正常", gutter + 72),
    swatch(gutter + 108, palette.warn),
    text("有风险", gutter + 126),
  ];
}

/** Which point is the last with a figure; -1 when none is. Old phones know no findLastIndex, and no at. */
const lastKnown = (points: Trend["points"]) =>
  points.reduce((last, { attainment }, index) => (numberOf(attainment) === undefined ? last : index), -1);

/** The known values, cut where some are missing. */
function runsOf(values: readonly (number | undefined)[]): [number, number][][] {
  const runs: [number, number][][] = [];
  let isOpen = false;
  for (const [index, value] of values.entries()) {
    if (value === undefined) isOpen = false;
    else if (isOpen) runs[runs.length - 1]?.push([index, value]);
    else {
      runs.push([[index, value]]);
      isOpen = true;
    }
  }
  return runs;
}

export function trendWords({ points }: Trend): string {
  const first = points[0];
  const last = points[lastKnown(points)];
  if (!first) return "走势：还没有数据。";
  if (!last) return `走势：从${spokenDay(first.day)}起，还没有进展数据。`;
  return `走势：到${spokenDay(last.day)}${stands(last.attainment)}${expects(last.pace)}。`;
}

export interface Bar {
  percent: string | null;
  pace?: string | null;
  tone?: Tone;
}

/** A share of the whole. Beyond 100 % the rule moves inwards, up to twice the whole. */
export function barSvg({ percent, pace, tone = "brand" }: Bar, { width, height, palette }: Box): Picture {
  const value = Math.max(0, numberOf(percent) ?? 0);
  const whole = clamp(value, 100, 200);
  const inset = 2;
  const room = width - 2 * inset;
  const x = (share: number) => inset + (room * clamp(share, 0, whole)) / whole;
  const thick = Math.max(4, height - 8);
  const top = (height - thick) / 2;
  const beam = (wide: number, look: string) =>
    `<rect x="${inset}" y="${at(top)}" width="${at(wide)}" height="${at(thick)}" rx="${at(Math.min(thick, wide) / 2)}" ${look}/>`;
  const mark = (share: number, color: string, wide: number) =>
    `<path d="M${at(x(share))} 0V${at(height)}" stroke="${color}" stroke-width="${wide}"/>`;
  const parts = [
    percent === null
      ? beam(room, `fill="none" stroke="${palette.line}" stroke-dasharray="4 4"`)
      : beam(room, `fill="${palette.line}"`),
  ];
  if (value > 0) parts.push(beam(x(value) - inset, `fill="${palette[tone]}"`));
  const expected = numberOf(pace ?? null);
  if (expected !== undefined) parts.push(mark(expected, palette.card, 4), mark(expected, palette.ink, 2));
  parts.push(mark(100, palette.card, 4), mark(100, palette.gold, 2));
  return frame(width, height, parts);
}

export const barWords = ({ percent, pace }: Bar): string => `${stands(percent)}${expects(pace)}。`;

export interface Distribution {
  bins: readonly { label: string; count: number; tone?: Tone }[];
}

/** How many fall into each bin: columns, the count above, the name below. As high as the names need. */
export function distributionSvg({ bins }: Distribution, { width, palette }: Wide): Picture {
  const column = width / Math.max(1, bins.length);
  const bar = Math.min(40, column * 0.64);
  const plot = 112;
  const floor = plot + 22;
  const most = Math.max(1, ...bins.map(({ count }) => count));
  const names = bins.map(({ label }) => wrapText(label, labelFont, column - 6));
  const lines = Math.max(1, ...names.map(({ length }) => length));
  const parts = [`<path d="M0 ${floor}H${at(width)}" stroke="${palette.line}" stroke-width="1"/>`];
  for (const [index, { count, tone = "brand" }] of bins.entries()) {
    const middle = column * (index + 0.5);
    const high = count > 0 ? Math.max(2, (plot * count) / most) : 0;
    if (high > 0)
      parts.push(
        `<rect x="${at(middle - bar / 2)}" y="${at(floor - high)}" width="${at(bar)}" height="${at(high)}" rx="${at(Math.min(3, high / 2))}" fill="${palette[tone]}"/>`,
      );
    const text = String(count);
    const font = Math.min(labelFont, (column - 2) / textWidth(text, 1));
    parts.push(
      write(text, { x: middle, y: floor - high - 6, font, color: palette.ink, anchor: "middle", isBold: true }),
      ...(names[index] ?? []).map((line, row) =>
        write(line, { x: middle, y: floor + 16 + row * 16, font: labelFont, color: palette.mute, anchor: "middle" }),
      ),
    );
  }
  return frame(width, floor + 8 + lines * 16, parts);
}

export const distributionWords = ({ bins }: Distribution): string =>
  bins.length === 0
    ? "分布：还没有数据。"
    : `分布：${bins.map(({ label, count }) => `${label} ${count}`).join("，")}。`;

export interface Radar {
  /** 3 to 10. */
  axes: readonly string[];
  /** A value per axis; null where nobody has judged. */
  series: readonly { by: "self" | "manager" | "peer"; values: readonly (number | null)[] }[];
  max?: number;
}

const raters = {
  self: { word: "自评", tone: "brand", dash: "" },
  manager: { word: "上级", tone: "bad", dash: ' stroke-dasharray="6 3"' },
  peer: { word: "同事", tone: "gold", dash: ' stroke-dasharray="2 3"' },
} as const;

const lineHeight = 16;
const apart = 6;
const away = 10;

/** Judgements from two or three sides. As high as the names of the axes need; no name is cut. */
export function radarSvg({ axes, series, max = 100 }: Radar, { width, palette }: Wide): Picture {
  const { radius, x: middle, y: center, labels, height } = layOutRadar(axes, width);
  const spoke = (index: number, share: number) => {
    const angle = angleOf(index, axes.length);
    return `${at(middle + radius * share * Math.cos(angle))} ${at(center + radius * share * Math.sin(angle))}`;
  };
  const web = (share: number) =>
    `<path d="M${axes.map((_, index) => spoke(index, share)).join("L")}Z" fill="none" stroke="${palette.line}" stroke-width="1"/>`;
  const parts = [0.25, 0.5, 0.75, 1].map(web);
  parts.push(
    ...axes.map(
      (_, index) =>
        `<path d="M${at(middle)} ${at(center)}L${spoke(index, 1)}" stroke="${palette.line}" stroke-width="1"/>`,
    ),
  );
  for (const { by, values } of series) {
    const { tone, dash } = raters[by];
    const color = palette[tone];
    const shares = axes.map((_, index) => {
      const value = values[index] ?? null;
      return value === null || !Number.isFinite(value) ? undefined : clamp(value / max, 0, 1);
    });
    const look = `stroke="${color}" stroke-width="2" stroke-linejoin="round"${dash}`;
    if (shares.every((share) => share !== undefined))
      parts.push(
        `<path d="M${shares.map((share, index) => spoke(index, share)).join("L")}Z" fill="${color}" fill-opacity="${by === "self" ? 0.12 : 0}" ${look}/>`,
      );
    else
      for (const [index, share] of shares.entries()) {
        const next = shares[(index + 1) % shares.length];
        if (share !== undefined && next !== undefined)
          parts.push(
            `<path d="M${spoke(index, share)}L${spoke((index + 1) % shares.length, next)}" fill="none" ${look}/>`,
          );
      }
    for (const [index, share] of shares.entries())
      if (share !== undefined) parts.push(marker(by, spoke(index, share), color, palette.card));
  }
  for (const { lines, x, top, anchor } of labels)
    for (const [row, line] of lines.entries())
      parts.push(write(line, { x, y: top + 12 + row * lineHeight, font: labelFont, color: palette.ink, anchor }));
  parts.push(...radarKey(series, max, { width, baseline: height - 6, palette }));
  return frame(width, height, parts);
}

interface RadarLabel {
  lines: string[];
  x: number;
  top: number;
  anchor: "start" | "middle" | "end";
}

/**
 * Names stand beside the tips of their axes. Those of one side are pushed apart where they would meet, and moved out
 * of the circle where that brought them into it; the first one, and one opposite, have a row of their own.
 */
function layOutRadar(axes: readonly string[], width: number) {
  const sideOf = (index: number) => {
    const across = Math.cos(angleOf(index, axes.length));
    return Math.abs(across) < 0.01 ? 0 : Math.sign(across);
  };
  const onSide = (side: number) => axes.flatMap((_, index) => (sideOf(index) === side ? [index] : []));
  const widest = Math.max(
    labelFont * 2,
    ...[...onSide(1), ...onSide(-1)].map((index) => textWidth(axes[index] ?? "", labelFont)),
  );
  const column = Math.min(widest, width * 0.25);
  const radius = Math.min(120, (width - 2 * (column + away + 4)) / 2);
  const reach = radius + away;
  const x = width / 2;
  const linesOf = (index: number) => wrapText(axes[index] ?? "", labelFont, sideOf(index) === 0 ? width - 16 : column);
  const highOf = (index: number) => linesOf(index).length * lineHeight;
  const rightOnes = onSide(1).sort((a, b) => Math.sin(angleOf(a, axes.length)) - Math.sin(angleOf(b, axes.length)));
  const leftOnes = onSide(-1).sort((a, b) => Math.sin(angleOf(a, axes.length)) - Math.sin(angleOf(b, axes.length)));
  const needs = (side: readonly number[]) => side.reduce((sum, index) => sum + highOf(index) + apart, 0);

  const [head, foot] = onSide(0);
  const headHigh = head === undefined ? 0 : highOf(head);
  const footHigh = foot === undefined ? 0 : highOf(foot);
  const plot = Math.max(2 * reach, needs(rightOnes), needs(leftOnes));
  const top = 4 + headHigh;
  const y = top + plot / 2;

  const labels: RadarLabel[] = [];
  if (head !== undefined) labels.push({ lines: linesOf(head), x, top: 4, anchor: "middle" });
  if (foot !== undefined) labels.push({ lines: linesOf(foot), x, top: top + plot, anchor: "middle" });
  for (const [side, ones] of [
    [1, rightOnes],
    [-1, leftOnes],
  ] as const) {
    const tops = spread(
      ones.map((index) => ({ high: highOf(index), wish: y + reach * Math.sin(angleOf(index, axes.length)) })),
      top + apart / 2,
      top + plot - apart / 2,
    );
    for (const [place, index] of ones.entries()) {
      const from = tops[place] ?? 0;
      const nearest = clamp(y, from, from + highOf(index)) - y;
      const out = Math.sqrt(Math.max(0, reach ** 2 - nearest ** 2));
      const own = reach * Math.abs(Math.cos(angleOf(index, axes.length)));
      labels.push({
        lines: linesOf(index),
        x: x + side * Math.max(out, own),
        top: from,
        anchor: side > 0 ? "start" : "end",
      });
    }
  }
  return { radius, x, y, labels, height: top + plot + footHigh + 34 };
}

/** Tops of boxes, in their order, each as near to its wish as their not meeting allows; they fit between the bounds. */
function spread(boxes: readonly { high: number; wish: number }[], from: number, to: number): number[] {
  const tops: number[] = [];
  let free = from;
  for (const { high, wish } of boxes) {
    const top = Math.max(free, wish - high / 2);
    tops.push(top);
    free = top + high + apart;
  }
  let end = to;
  for (let index = boxes.length - 1; index >= 0; index--) {
    const high = boxes[index]?.high ?? 0;
    tops[index] = Math.min(tops[index] ?? 0, end - high);
    end = (tops[index] ?? 0) - apart;
  }
  return tops;
}

function radarKey(
  series: Radar["series"],
  max: number,
  { width, baseline, palette }: { width: number; baseline: number; palette: Palette },
): string[] {
  const full = `满分 ${max}`;
  const item = 16 + textWidth("自评", labelFont) + 16;
  let x = Math.max(4, (width - item * series.length - textWidth(full, labelFont)) / 2);
  const parts: string[] = [];
  for (const { by } of series) {
    const { word, tone } = raters[by];
    parts.push(marker(by, `${at(x + 5)} ${at(baseline - 4)}`, palette[tone], palette.card));
    parts.push(write(word, { x: x + 16, y: baseline, font: labelFont, color: palette.ink, anchor: "start" }));
    x += item;
  }
  parts.push(write(full, { x, y: baseline, font: labelFont, color: palette.mute, anchor: "start" }));
  return parts;
}

/** Whose judgement, by shape as well as by colour. */
function marker(by: Radar["series"][number]["by"], point: string, color: string, around: string): string {
  const shape = {
    self: "m-4 0a4 4 0 1 0 8 0a4 4 0 1 0 -8 0z",
    manager: "m-4 -4h8v8h-8z",
    peer: "m0 -5l5 9h-10z",
  }[by];
  return `<path d="M${point}${shape}" fill="${color}" stroke="${around}" stroke-width="1"/>`;
}

export function radarWords({ axes, series, max = 100 }: Radar): string {
  const said = series.map(({ by, values }) => {
    const marks = axes.map((axis, index) => `${axis} ${values[index] ?? "未评"}`);
    return `${raters[by].word}：${marks.join("，")}`;
  });
  return said.length === 0 ? "评价：还没有人评。" : `评价（满分 ${max}）。${said.join("；")}。`;
}

export interface Badge {
  /** Thanks from a person, or something earned. */
  kind: "praise" | "badge";
  /** The metal of those without a design of their own. */
  level?: "bronze" | "silver" | "gold";
  /** How the company draws it; without one it is the star for a target reached. */
  design?: BadgeDesign | null;
  /** 1 (the most common) to 3: as many studs, and a wreath round the highest. */
  rank?: number;
  /** What it is called, for whoever hears it. */
  name?: string;
}

export interface BadgeDesign {
  shape: "medal" | "shield" | "star" | "hexagon" | "ribbon";
  sign: keyof typeof signs;
  tone: keyof typeof tones;
}

interface Metal {
  rim: string;
  face: string;
  emboss: string;
}

/** Rim, face, what is embossed, and ribbon. Metal looks the same by day and by night. */
const metals = {
  bronze: { rim: "#8C5A34", face: "#D6A07A", emboss: "#70421F", word: "铜" },
  silver: { rim: "#7A8792", face: "#D3DADF", emboss: "#55626D", word: "银" },
  gold: { rim: "#A87806", face: "#F4CE62", emboss: "#7D5700", word: "金" },
} as const;

/** Enamel beside the metals: a bright face with a dark sign on it. */
const tones = {
  gold: metals.gold,
  silver: metals.silver,
  bronze: metals.bronze,
  blue: { rim: "#1F5C99", face: "#BFDDF7", emboss: "#174A7D" },
  green: { rim: "#1A7F4B", face: "#BDE8CF", emboss: "#11603A" },
  red: { rim: "#B8322A", face: "#FBD0CB", emboss: "#97251E" },
  violet: { rim: "#6646A6", face: "#DDD2F5", emboss: "#51338C" },
} as const;

/** What is embossed, in a field of 20 about the middle; a stroke where it begins with `-`. */
const signs = {
  star: `M${petals(0, 0, 9.5, 4, 5)}Z`,
  tick: "-M-6.5 .5L-2 5L6.5 -5",
  flame:
    "M.5 -9.5C2 -5 7 -3 7 3A7 6.5 0 0 1 -7 3C-7 0 -5.5 -1.5 -4.5 -3.5C-3.8 -1.8 -3 -1 -2 -1C-2.5 -4 -1.5 -7.5 .5 -9.5Z",
  bolt: "M2.5 -9.5L-6 1.5H-1L-2.5 9.5L6 -2H1Z",
  flag: "M-6 -9H-4V-8H7L4 -4L7 0H-4V9H-6Z",
  bulb: "M0 -9A6.5 6.5 0 0 1 3.5 3.2V5H-3.5V3.2A6.5 6.5 0 0 1 0 -9ZM-3.5 6.2H3.5V7.6H-3.5ZM-2 8.6H2V9.6H-2Z",
  crown: "M-9 -5L-4.5 -.5L0 -8L4.5 -.5L9 -5L7 5H-7ZM-7 6.3H7V8.3H-7Z",
  people:
    "M-4 -7.5A3.2 3.2 0 1 1 -4.01 -7.5ZM4 -7.5A3.2 3.2 0 1 1 3.99 -7.5ZM-9.5 7C-9.5 2.5 -7 .2 -4 .2C-2.3 .2 -1 .8 0 2C1 .8 2.3 .2 4 .2C7 .2 9.5 2.5 9.5 7Z",
  heart: "M0 8.5C-6 4 -9 .8 -9 -3A4.7 4.7 0 0 1 0 -5A4.7 4.7 0 0 1 9 -3C9 .8 6 4 0 8.5Z",
  target: "-M0 -8A8 8 0 1 1 -.01 -8ZM0 -3A3 3 0 1 1 -.01 -3Z",
  rocket: "M0 -10C4 -7 5 -3 4.2 1.5L7 5.5L3 5L1.5 9L0 6.5L-1.5 9L-3 5L-7 5.5L-4.2 1.5C-5 -3 -4 -7 0 -10Z",
  trophy:
    "M-5.5 -8.5H5.5V-7H9C9 -3 7.5 -1 4.8 -.5C4 1.5 2.5 2.8 1.2 3.3V6H4.5V8.5H-4.5V6H-1.2V3.3C-2.5 2.8 -4 1.5 -4.8 -.5C-7.5 -1 -9 -3 -9 -7H-5.5Z",
} as const;

/** A star for a target reached, a rosette with a tick for praise, a design for the others. Drawn on a field of 48. */
export function badgeSvg(badge: Badge, { size, palette }: Square): Picture {
  const { kind, level = "gold", design } = badge;
  const scale = `<g transform="scale(${at(size / 48)})">`;
  if (kind === "badge" && design) return frame(size, size, [scale, ...designed(design, badge.rank ?? 1), "</g>"]);
  const { rim, face, emboss } = metals[level];
  const ribbon = kind === "badge" ? palette.brand : palette.bad;
  const outline =
    kind === "badge"
      ? `<circle cx="24" cy="19" r="17" fill="${rim}"/><circle cx="24" cy="19" r="14" fill="${face}"/>`
      : `<path d="M${petals(24, 19, 18, 15.5, 12)}Z" fill="${rim}" stroke="${rim}" stroke-width="1.5" stroke-linejoin="round"/><circle cx="24" cy="19" r="13" fill="${face}"/>`;
  const sign =
    kind === "badge"
      ? `<path d="M${petals(24, 19, 10, 4.2, 5)}Z" fill="${emboss}" stroke="${emboss}" stroke-width="1" stroke-linejoin="round"/>`
      : `<path d="M17.5 19.5l4.6 4.8l8.6 -9.6" fill="none" stroke="${emboss}" stroke-width="3.2" stroke-linecap="round" stroke-linejoin="round"/>`;
  return frame(size, size, [scale, tailsOf(ribbon), outline, sign, "</g>"]);
}

/** The two ends of a ribbon under a medal. */
const tailsOf = (color: string) =>
  `<path d="M15 27L10 46L17 42.5L22 47L25.5 30Z" fill="${color}"/><path d="M33 27L38 46L31 42.5L26 47L22.5 30Z" fill="${color}" fill-opacity="0.8"/>`;

function designed({ shape, sign, tone }: BadgeDesign, rank: number): string[] {
  // What a newer server draws is shown as something an older phone knows.
  const metal: Metal = tones[tone] ?? tones.gold;
  const mark: string = signs[sign] ?? signs.star;
  const high = clamp(Math.round(rank), 1, 3);
  const body = (bodies[shape] ?? bodies.medal)(metal);
  const isStroke = mark.startsWith("-");
  const look = isStroke
    ? `fill="none" stroke="${metal.emboss}" stroke-width="3" stroke-linecap="round" stroke-linejoin="round"`
    : `fill="${metal.emboss}" fill-rule="evenodd"`;
  const small = shape === "star" ? 0.72 : 0.95;
  const embossed = `<path transform="translate(24 ${shape === "star" ? 21 : 20}) scale(${small})" d="${isStroke ? mark.slice(1) : mark}" ${look}/>`;
  return [...(high === 3 ? [wreath] : []), body, embossed, studs(high, metal)];
}

const plate = (path: (inset: number) => string, { rim, face }: Metal) =>
  `<path d="${path(0)}" fill="${rim}" stroke="${rim}" stroke-width="1.5" stroke-linejoin="round"/><path d="${path(2.6)}" fill="${face}" stroke="${face}" stroke-width="1" stroke-linejoin="round"/>`;

const bodies: Record<BadgeDesign["shape"], (metal: Metal) => string> = {
  medal: ({ rim, face }) =>
    `<circle cx="24" cy="20" r="17" fill="${rim}"/><circle cx="24" cy="20" r="14.4" fill="${face}"/>`,
  shield: (metal) =>
    plate((i) => {
      const [left, right, top] = [at(8 + i), at(40 - i), at(4 + i)];
      return `M${left} ${top}H${right}V${at(22 - i / 2)}C${right} ${at(31 - i / 2)} ${at(33 - i / 2)} ${at(36 - i)} 24 ${at(39 - i * 1.2)}C${at(15 + i / 2)} ${at(36 - i)} ${left} ${at(31 - i / 2)} ${left} ${at(22 - i / 2)}Z`;
    }, metal),
  star: (metal) => plate((i) => `M${petals(24, 21, 20.5 - i * 1.5, 13.5 - i, 5)}Z`, metal),
  hexagon: (metal) => plate((i) => `M${petals(24, 20, 18.5 - i * 1.1, 18.5 - i * 1.1, 3)}Z`, metal),
  ribbon: (metal) => `${tailsOf(metal.rim)}${plate((i) => `M${petals(24, 20, 18 - i, 15.6 - i, 14)}Z`, metal)}`,
};

/** Leaves on either side, for the highest. */
const wreath = [-1, 1]
  .flatMap((side) =>
    [0, 1, 2, 3].map((step) => {
      const angle = Math.PI / 2 + side * (0.55 + step * 0.36);
      const x = 24 + 20.5 * Math.cos(angle);
      const y = 22 + 20.5 * Math.sin(angle);
      const turn = (angle * 180) / Math.PI + side * 70;
      return `<ellipse cx="${at(x)}" cy="${at(y)}" rx="4.2" ry="1.9" transform="rotate(${at(turn)} ${at(x)} ${at(y)})" fill="#3E8E5A"/>`;
    }),
  )
  .join("");

/** What a design is chosen from. */
export const badgeParts = {
  shapes: Object.keys(bodies) as BadgeDesign["shape"][],
  signs: Object.keys(signs) as BadgeDesign["sign"][],
  tones: Object.keys(tones) as BadgeDesign["tone"][],
};

/** As many little stars at the foot as its level says. */
const studs = (rank: number, { rim }: Metal) =>
  Array.from({ length: rank }, (_, index) => {
    const x = 24 + (index - (rank - 1) / 2) * 7.5;
    return `<path d="M${petals(x, 42.5, 3.6, 1.6, 5)}Z" fill="#FFFFFF" stroke="${rim}" stroke-width="1.2" stroke-linejoin="round"/>`;
  }).join("");

export const badgeWords = ({ kind, level = "gold", design, name, rank }: Badge): string => {
  if (kind === "praise") return "表扬徽章。";
  if (name) return `勋章“${name}”${rank ? `，${rank} 级` : ""}。`;
  return design ? "勋章。" : `${metals[level].word}质勋章，目标达成。`;
};

/** Points that go out and in by turns: a star, or the rim of a rosette. */
function petals(x: number, y: number, outer: number, inner: number, count: number): string {
  return Array.from({ length: count * 2 }, (_, index) => {
    const angle = (Math.PI * index) / count - Math.PI / 2;
    const radius = index % 2 === 0 ? outer : inner;
    return `${at(x + radius * Math.cos(angle))} ${at(y + radius * Math.sin(angle))}`;
  }).join("L");
}

interface Writing {
  x: number;
  /** Of the baseline. */
  y: number;
  font: number;
  color: string;
  anchor: "start" | "middle" | "end";
  isBold?: boolean;
  /** Drawn round the letters where they cross lines. */
  halo?: string;
}

function write(text: string, { x, y, font, color, anchor, isBold = false, halo }: Writing): string {
  const place = `x="${at(x)}" y="${at(y)}" font-size="${at(font)}" text-anchor="${anchor}" font-family="PingFang SC, Noto Sans SC, Microsoft YaHei, sans-serif"${isBold ? ' font-weight="600"' : ""}`;
  const letters = escapeXml(text);
  const under = halo
    ? `<text ${place} fill="${halo}" stroke="${halo}" stroke-width="4" stroke-linejoin="round">${letters}</text>`
    : "";
  return `${under}<text ${place} fill="${color}">${letters}</text>`;
}

function frame(width: number, height: number, parts: readonly string[]): Picture {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${at(width)}" height="${at(height)}" viewBox="0 0 ${at(width)} ${at(height)}">${parts.join("")}</svg>`;
  return { svg, width: Math.round(width * 100) / 100, height: Math.round(height * 100) / 100 };
}

const entities: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&apos;" };

/** Text that is safe inside an SVG: what XML cannot hold is dropped. */
export const escapeXml = (text: string): string =>
  Array.from(text, (letter) => {
    const code = letter.codePointAt(0) ?? 0;
    const isForbidden =
      (code < 32 && ![9, 10, 13].includes(code)) ||
      (code >= 0xd800 && code <= 0xdfff) ||
      code === 0xfffe ||
      code === 0xffff;
    return isForbidden ? "" : (entities[letter] ?? letter);
  }).join("");

/** At least how wide a text is. Chinese letters are as wide as high; of others the usual widths are taken. */
export const textWidth = (text: string, font: number): number =>
  Array.from(text, (letter) => letterWidth(letter)).reduce((sum, width) => sum + width, 0) * font;

function letterWidth(letter: string): number {
  const code = letter.codePointAt(0) ?? 0;
  // Pictures are wider than letters, of which the rare ones lie beyond them.
  if (code > 0xffff && code < 0x20000) return 1.4;
  if (code > 0x7e) return 1;
  if (/[mwMW@%]/.test(letter)) return 0.95;
  if (/[A-Z&#+=<>~]/.test(letter)) return 0.75;
  if (/[ .,:;'|!ijl]/.test(letter)) return 0.35;
  return 0.6;
}

/** What stands at no line's start, and what at no line's end. */
const closing = /^[，。、；：！？）】》」』〉〕”’…—·～％%,.;:!?)\]}]$/;
const opening = /^[（【《「『〈〔“‘([{]$/;

/**
 * Lines no wider than `width`; a line breaks at any letter, as Chinese does, but rather at a blank, and never before a
 * closing mark or after an opening one: the letter before goes down with it.
 */
export function wrapText(text: string, font: number, width: number): string[] {
  const lines: string[] = [];
  let line = "";
  for (const letter of text.trim().replace(/\s+/g, " ")) {
    if (line !== "" && textWidth(line + letter, font) > width) {
      const end = breakBefore(line, letter);
      lines.push(line.slice(0, end).trimEnd());
      line = line.slice(end).trimStart();
    }
    line = line === "" && letter === " " ? "" : line + letter;
  }
  if (line !== "" || lines.length === 0) lines.push(line.trimEnd());
  return lines;
}

/** Where a full line ends: the rest goes down with the letter that has no room. */
function breakBefore(line: string, letter: string): number {
  const letters = [...line];
  const isInWord = /^[\x21-\x7e]$/.test(letter);
  let kept = letters.length - (isInWord ? (/[\x21-\x7e]*$/.exec(line)?.[0].length ?? 0) : 0);
  const isGood = () => !closing.test(letters[kept] ?? letter) && !opening.test(letters[kept - 1] ?? "");
  const isAtBlank = letters[kept - 1] === " ";
  while (!isAtBlank && kept > 0 && !isGood()) kept--;
  // A word without an end, or a row of marks, breaks where it must.
  return isAtBlank || kept * 2 > letters.length ? letters.slice(0, kept).join("").length : line.length;
}

function numberOf(percent: string | null): number | undefined {
  const value = percent === null ? Number.NaN : Number(percent);
  return Number.isFinite(value) ? value : undefined;
}

/** Cut, not rounded, so that 99.99 does not look reached. */
function shortPercent(percent: string | null): string {
  const value = numberOf(percent);
  if (value === undefined) return "—";
  if (value > 999) return "999+%";
  if (value < -999) return "-999%";
  return `${Math.floor(value)}%`;
}

const stands = (percent: string | null) =>
  numberOf(percent) === undefined ? "还没有进展数据" : `已完成 ${shortPercent(percent)}`;
const expects = (pace: string | null | undefined) =>
  pace === undefined || numberOf(pace) === undefined ? "" : `，按进度应达 ${shortPercent(pace)}`;

const shortDay = (day: string) => {
  const [, month = "", date = ""] = day.split("-");
  return `${Number(month)}/${Number(date)}`;
};
const spokenDay = (day: string) => {
  const [, month = "", date = ""] = day.split("-");
  return `${Number(month)}月${Number(date)}日`;
};

const clamp = (value: number, least: number, most: number) => Math.max(least, Math.min(most, value));
/** A coordinate, at most two decimals. */
function at(value: number): string {
  return String(Math.round(value * 100) / 100);
}
const dot = (x: number, y: number, radius: number, color: string) =>
  `<circle cx="${at(x)}" cy="${at(y)}" r="${at(radius)}" fill="${color}"/>`;
/** The first axis points up, the others follow clockwise. */
const angleOf = (index: number, count: number) => (2 * Math.PI * index) / count - Math.PI / 2;
const onCircle = (middle: number, radius: number, turn: number) =>
  `${at(middle + radius * Math.sin(2 * Math.PI * turn))} ${at(middle - radius * Math.cos(2 * Math.PI * turn))}`;
