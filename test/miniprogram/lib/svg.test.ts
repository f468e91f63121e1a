import fc from "fast-check";
import {
  type BadgeDesign,
  badgeParts,
  badgeSvg,
  barSvg,
  darkPalette,
  distributionSvg,
  lightPalette,
  type Picture,
  radarSvg,
  ringSvg,
  textWidth,
  trendSvg,
} from "../../../miniprogram/src/lib/svg";

const hostile = ["<b>&\"'", "]]>", "\u0000\uD800", "$userName=1$", "一二三四五六七八九十一二三四五六七八九十", ""];
const name = fc.oneof(fc.constantFrom(...hostile, "沟通协作", "GMV"), fc.string({ maxLength: 16 }));
const percent = fc.option(fc.integer({ min: -50, max: 400 }).map(String));
const palette = fc.constantFrom(lightPalette, darkPalette);
const points = fc.array(percent, { maxLength: 62 }).map((values) =>
  values.map((attainment, index) => ({
    day: `2026-${String(1 + Math.floor(index / 28)).padStart(2, "0")}-${String(1 + (index % 28)).padStart(2, "0")}`,
    attainment,
    pace: String(Math.round((100 * index) / Math.max(1, values.length - 1))),
  })),
);
const radar = fc.array(name, { minLength: 3, maxLength: 10 }).chain((axes) =>
  fc.record({
    axes: fc.constant(axes),
    series: fc.tuple(
      ...(["self", "manager", "peer"] as const).map((by) =>
        fc.record({
          by: fc.constant(by),
          values: fc.array(fc.option(fc.integer({ min: 0, max: 100 })), {
            minLength: axes.length,
            maxLength: axes.length,
          }),
        }),
      ),
    ),
  }),
);

function parse({ svg, width, height }: Picture): Element {
  const document = new DOMParser().parseFromString(svg, "image/svg+xml");
  expect(document.querySelector("parsererror")).toBeNull();
  expect(svg).not.toMatch(/<style|="[^"]*%"|NaN|undefined|Infinity/);
  expect(document.documentElement.getAttribute("viewBox")).toBe(`0 0 ${width} ${height}`);
  return document.documentElement;
}

interface Box {
  text: string;
  left: number;
  right: number;
  top: number;
  bottom: number;
}

/** Where the labels of a picture lie, by the widths they were laid out with. */
const boxesOf = (root: Element): Box[] =>
  [...root.querySelectorAll("text")]
    .map((node) => {
      const [x, y, font] = ["x", "y", "font-size"].map((key) => Number(node.getAttribute(key)));
      const text = node.textContent ?? "";
      const width = textWidth(text, font!);
      const anchor = node.getAttribute("text-anchor");
      const left = x! - (anchor === "middle" ? width / 2 : anchor === "end" ? width : 0);
      return { text, left, right: left + width, top: y! - font! * 0.8, bottom: y! + font! * 0.15 };
    })
    .filter(({ text }) => text.trim() !== "");

function checkLabels(picture: Picture) {
  const boxes = boxesOf(parse(picture));
  for (const box of boxes) {
    expect(box.left).toBeGreaterThanOrEqual(-1);
    expect(box.right).toBeLessThanOrEqual(picture.width + 1);
    expect(box.top).toBeGreaterThanOrEqual(-1);
    expect(box.bottom).toBeLessThanOrEqual(picture.height + 1);
  }
  for (const [index, one] of boxes.entries())
    for (const other of boxes.slice(index + 1)) {
      // A halo is the same text below itself.
      if (JSON.stringify(one) === JSON.stringify(other)) continue;
      const isApart =
        one.right <= other.left || other.right <= one.left || one.bottom <= other.top || other.bottom <= one.top;
      if (!isApart) throw new Error(`${one.text} lies on ${other.text}`);
    }
}

describe("Charts as text", () => {
  it("keep the radar's labels inside the picture and off each other, whatever the axes are called", () => {
    fc.assert(
      fc.property(radar, fc.integer({ min: 256, max: 416 }), palette, (data, width, colours) =>
        checkLabels(radarSvg(data, { width, palette: colours })),
      ),
    );
  });

  it("keep a trend's labels apart, with gaps, one point or two months of them", () => {
    fc.assert(
      fc.property(points, fc.integer({ min: 256, max: 416 }), palette, (data, width, colours) =>
        checkLabels(trendSvg({ points: data }, { width, height: 180, palette: colours })),
      ),
    );
  });

  it("keep a distribution's labels apart", () => {
    const bins = fc.array(fc.record({ label: name, count: fc.nat(500) }), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(bins, palette, (data, colours) =>
        checkLabels(distributionSvg({ bins: data }, { width: 311, palette: colours })),
      ),
    );
  });

  it("are well formed without a figure and far beyond the whole", () => {
    fc.assert(
      fc.property(percent, percent, palette, (value, pace, colours) => {
        parse(ringSvg({ percent: value, pace }, { size: 56, palette: colours }));
        parse(barSvg({ percent: value, pace }, { width: 311, height: 16, palette: colours }));
      }),
    );
    for (const kind of ["praise", "badge"] as const)
      for (const level of ["bronze", "silver", "gold"] as const)
        parse(badgeSvg({ kind, level }, { size: 48, palette: lightPalette }));
  });

  it("draw every design a company can choose, no two alike, with a stud for each level", () => {
    const seen = new Set<string>();
    for (const shape of badgeParts.shapes)
      for (const sign of badgeParts.signs)
        for (const tone of badgeParts.tones)
          for (const rank of [1, 2, 3]) {
            const { svg } = badgeSvg(
              { kind: "badge", design: { shape, sign, tone }, rank },
              { size: 48, palette: darkPalette },
            );
            // A tone changes colours only, and to parse them all takes long.
            if (tone === "gold") parse({ svg, width: 48, height: 48 });
            expect(svg).not.toMatch(/NaN|undefined/);
            expect(svg.split('fill="#FFFFFF"').length - 1).toBe(rank);
            seen.add(svg);
          }
    expect(seen.size).toBe(5 * 12 * 7 * 3);
  });

  it("draw what an older phone has never heard of as something it knows", () => {
    const design = { shape: "cube", sign: "yacht", tone: "pink" } as unknown as BadgeDesign;
    const known = badgeSvg(
      { kind: "badge", design: { shape: "medal", sign: "star", tone: "gold" } },
      { size: 48, palette: lightPalette },
    );
    expect(badgeSvg({ kind: "badge", design }, { size: 48, palette: lightPalette })).toEqual(known);
  });
});
