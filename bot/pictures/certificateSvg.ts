import { encode } from "uqr";
import type { Certificate } from "../../domain/recognition/findCertificate";
import { badgeSvg, escapeXml, lightPalette, textWidth, wrapText } from "../../miniprogram/src/lib/svg";
import { missing, printable } from "./printable";

/** A4 across, at 96 dots an inch. */
export const certificateSize = { width: 1123, height: 794 };

const ink = "#2B2118";
const mute = "#7A6A55";
const gold = "#A87806";
const red = "#B8322A";
const { width, height } = certificateSize;
const middle = width / 2;

interface Print {
  /** Where it is checked. */
  url: string;
  /** Whether the font has a letter. */
  isKnown: (letter: string) => boolean;
}

/** A certificate as a drawing. */
export function certificateSvg(certificate: Certificate, { url, isKnown }: Print): string {
  const { no, awardedOn } = certificate;
  const [name = "", honour = "", reason = "", company = ""] = [
    certificate.name,
    certificate.honour,
    certificate.reason,
    certificate.company ?? "",
  ].map((text) => printable(text, isKnown));
  const parts = [
    paper(),
    write("荣誉证书", { x: middle, y: 176, size: 64, color: red, weight: 700, spacing: 18 }),
    write("CERTIFICATE OF HONOUR", { x: middle, y: 212, size: 15, color: gold, spacing: 6 }),
    ...nameLine(name),
    ...becauseLines(because(reason)),
    write(`“${honour}”`, { x: middle, y: 486, size: 48, color: red, weight: 700, most: 760 }),
    write("荣誉称号，以资鼓励。", { x: middle, y: 538, size: 24, color: ink }),
    emblem(certificate),
    ...companyLines(company),
    write(dayText(awardedOn), { x: 880, y: 688, size: 20, color: mute }),
    qr(url),
    write(`证书编号 ${grouped(no)}`, { x: 306, y: 660, size: 15, color: mute, anchor: "start" }),
    write("扫码核验真伪", { x: 306, y: 684, size: 15, color: mute, anchor: "start" }),
    write(noteOn([name, honour, company], reason), { x: 306, y: 708, size: 13, color: mute, anchor: "start" }),
  ];
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">${parts.join("")}</svg>`;
}

interface Writing {
  x: number;
  y: number;
  size: number;
  color: string;
  weight?: 400 | 700;
  spacing?: number;
  anchor?: "start" | "middle";
  /** Written smaller where it would be wider. */
  most?: number;
}

function write(text: string, { x, y, size, color, weight = 400, spacing = 0, anchor = "middle", most }: Writing) {
  const fits = most === undefined ? size : Math.min(size, most / Math.max(textWidth(text, 1), 1));
  // The last letter's spacing would push the middle aside.
  const place = `x="${x + spacing / 2}" y="${y}" font-size="${fits.toFixed(1)}" text-anchor="${anchor}"`;
  return `<text ${place} font-family="Noto Sans SC" font-weight="${weight}" letter-spacing="${spacing}" fill="${color}">${escapeXml(text)}</text>`;
}

function paper(): string {
  const frame = (inset: number, wide: number, color: string) =>
    `<rect x="${inset}" y="${inset}" width="${width - 2 * inset}" height="${height - 2 * inset}" fill="none" stroke="${color}" stroke-width="${wide}"/>`;
  return [
    `<rect width="${width}" height="${height}" fill="#FFFBF2"/>`,
    `<circle cx="${middle}" cy="${height / 2}" r="300" fill="#F9EFD8" fill-opacity="0.55"/>`,
    frame(28, 10, "#E9CF91"),
    frame(38, 2, gold),
    frame(50, 1, "#D9B865"),
    ...[
      [58, 58, 0],
      [width - 58, 58, 90],
      [width - 58, height - 58, 180],
      [58, height - 58, 270],
    ].map(
      ([x, y, turn]) =>
        `<g transform="translate(${x} ${y}) rotate(${turn})" fill="none" stroke="${gold}" stroke-width="2.5"><path d="M0 84V18A18 18 0 0 1 18 0H84"/><path d="M12 62V30A18 18 0 0 1 30 12H62" stroke-width="1.2"/><circle cx="25" cy="25" r="5" fill="${gold}"/></g>`,
    ),
    `<path d="M${middle - 170} 236H${middle - 26}M${middle + 26} 236H${middle + 170}" stroke="#D9B865" stroke-width="1.5"/><path d="M${middle} 226L${middle + 10} 236L${middle} 246L${middle - 10} 236Z" fill="${gold}"/>`,
  ].join("");
}

/** The name, with a line under it that is as long. */
function nameLine(name: string): string[] {
  const size = Math.min(40, 760 / Math.max(textWidth(name, 1), 1));
  const half = textWidth(name, size) / 2 + 28;
  return [
    write(name, { x: middle, y: 306, size, color: ink, weight: 700 }),
    `<path d="M${middle - half} 322H${middle + half}" stroke="${ink}" stroke-width="1.5"/>`,
  ];
}

/** What 〓 means. Where the certificate is checked all is said in letters of the reader's, save for the reason. */
function noteOn(checked: readonly string[], reason: string): string {
  const note = `${missing} 为字库没有的字`;
  if (checked.some((text) => text.includes(missing))) return `${note}，扫码可见原字`;
  return reason.includes(missing) ? note : "";
}

/** The sentence goes on after the reason, which may have been ended already. */
function because(reason: string): string {
  const open = reason.replace(/[\s。．.，,、；;：:！!？?…]+$/, "");
  return `${open ? `${open}，` : ""}表现突出，特授予`;
}

/** Two lines, or three smaller ones where it is long: a hundred letters fit, however they break. */
function becauseLines(text: string): string[] {
  const { lines, size } = place(text, [
    { size: 24, width: 700, most: 2 },
    { size: 20, width: 780, most: 3 },
    { size: 17, width: 780, most: 3 },
    { size: 14, width: 780, most: 4 },
  ]);
  return lines.map((line, index) => write(line, { x: middle, y: 366 + index * size * 1.6, size, color: ink }));
}

/** A long name stands in several lines, the last where a short one stands, rather than in letters nobody reads. */
function companyLines(text: string): string[] {
  const { lines, size } = place(text, [
    { size: 24, width: 330, most: 1 },
    { size: 20, width: 330, most: 1 },
    { size: 20, width: 330, most: 2 },
    { size: 17, width: 330, most: 3 },
    { size: 14, width: 330, most: 4 },
  ]);
  const first = 650 - (lines.length - 1) * size * 1.4;
  return lines.map((line, index) =>
    write(line, { x: 880, y: first + index * size * 1.4, size, color: ink, weight: 700, most: 330 }),
  );
}

interface Room {
  size: number;
  width: number;
  /** Lines at most. */
  most: number;
}

/** The first room a text fits into, its lines about equally long; the last one cuts what is too much. */
function place(text: string, rooms: readonly Room[]): { lines: string[]; size: number } {
  const linesIn = ({ size, width }: Room) => wrapText(text, size, width);
  const room = rooms.find((one) => linesIn(one).length <= one.most) ?? rooms[rooms.length - 1]!;
  return { lines: linesIn(room).slice(0, room.most), size: room.size };
}

/** The badge of the honour, between the text and the foot. */
function emblem({ badge }: Certificate): string {
  const { svg } = badgeSvg(
    { kind: "badge", design: badge?.design ?? null, rank: badge?.level },
    { size: 112, palette: lightPalette },
  );
  return svg.replace("<svg ", `<svg x="${middle - 56}" y="578" `);
}

function qr(url: string): string {
  const { data, size } = encode(url, { ecc: "M", border: 2 });
  const modules = data.flatMap((row, y) => row.flatMap((isDark, x) => (isDark ? `M${x} ${y}h1v1h-1Z` : [])));
  const scale = 124 / size;
  return `<g transform="translate(166 590) scale(${scale.toFixed(4)})"><rect width="${size}" height="${size}" fill="#FFFFFF"/><path d="${modules.join("")}" fill="#000000" shape-rendering="crispEdges"/></g>`;
}

const grouped = (no: string) => no.replace(/(.{4})(?=.)/g, "$1 ");

function dayText(day: string): string {
  const [year = "", month = "", date = ""] = day.split("-");
  return `${year} 年 ${Number(month)} 月 ${Number(date)} 日`;
}
