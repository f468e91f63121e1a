/** Digits of a plain decimal moved to the left: ('95000', 4) → '9.5'. */
function shifted(digits: string, places: number): string {
  const [whole = "0", fraction = ""] = digits.split(".");
  const padded = whole.padStart(places + 1, "0");
  const cut = padded.length - places;
  return trimmed(`${padded.slice(0, cut)}.${padded.slice(cut)}${fraction}`);
}

const trimmed = (text: string) => (text.includes(".") ? text.replace(/\.?0+$/, "") : text);

/** '12000' → '12,000' */
export function grouped(digits: string): string {
  const [whole = "0", fraction] = digits.split(".");
  const marked = whole.replace(/^0+(?=\d)/, "").replace(/\B(?=(\d{3})+$)/g, ",");
  return fraction ? `${marked}.${fraction}` : marked;
}

/** A number and its unit, apart: what is large is said in 万 and 亿 when nothing is rounded away by it. */
export function amountParts(decimal: string, unit = ""): { number: string; unit: string } {
  const isNegative = decimal.startsWith("-");
  const digits = trimmed(decimal.replace("-", ""));
  const wholeLength = (digits.split(".")[0] ?? "").replace(/^0+/, "").length;
  const sign = isNegative && /[1-9]/.test(digits) ? "-" : "";
  for (const [places, name] of [
    [8, "亿"],
    [4, "万"],
  ] as const) {
    if (wholeLength <= places) continue;
    const text = shifted(digits, places);
    // A long tail of decimals reads worse than the plain figure.
    if ((text.split(".")[1]?.length ?? 0) <= 2) return { number: `${sign}${grouped(text)}`, unit: `${name}${unit}` };
  }
  return { number: `${sign}${grouped(digits)}`, unit };
}

/** A plain decimal for people: '9,500 元', '5.2 万元', '3.1%'. The same as the chat says (domain/goals/formatAmount). */
export function amountText(decimal: string, unit = ""): string {
  const parts = amountParts(decimal, unit);
  const glue = parts.unit === "%" || parts.unit === "" ? "" : " ";
  return `${parts.number}${glue}${parts.unit}`;
}

/** '58.33' → '58%'. Cut, not rounded, so that 99.99 does not look reached. */
export const wholePercent = (percent: string | null) => (percent === null ? "—" : `${Math.floor(Number(percent))}%`);

/** '94.640' → '94.64%' */
export const exactPercent = (percent: string | null) => (percent === null ? "—" : `${trimmed(percent)}%`);

/** '2026-09-16' → '9月16日' */
export function dayText(day: string): string {
  const [, month, date] = day.split("-");
  return `${Number(month)}月${Number(date)}日`;
}

/** An instant as people say it: '刚刚', '12 分钟前', '09:12', '昨天 09:12', '9月16日 09:12'. */
export function momentText(instant: string, now = new Date()): string {
  const at = new Date(instant);
  const minutes = Math.floor((now.getTime() - at.getTime()) / 60_000);
  if (minutes >= 0 && minutes < 1) return "刚刚";
  if (minutes >= 0 && minutes < 60) return `${minutes} 分钟前`;
  const time = `${String(at.getHours()).padStart(2, "0")}:${String(at.getMinutes()).padStart(2, "0")}`;
  const days = Math.round((midnight(now) - midnight(at)) / 86_400_000);
  if (days === 0) return time;
  if (days === 1) return `昨天 ${time}`;
  const year = at.getFullYear() === now.getFullYear() ? "" : `${at.getFullYear()}年`;
  return `${year}${at.getMonth() + 1}月${at.getDate()}日 ${time}`;
}

const midnight = (date: Date) => new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();

export const sizeText = (bytes: number) =>
  bytes < 1_048_576 ? `${Math.max(1, Math.round(bytes / 1024))} KB` : `${(bytes / 1_048_576).toFixed(1)} MB`;
