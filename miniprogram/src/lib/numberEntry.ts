/** A figure as it is being typed on the pad. */
export interface Entry {
  /** As typed: '', '12', '12.', '12.5'. */
  digits: string;
  big: "" | "万" | "亿";
  isNegative: boolean;
}

export const emptyEntry: Entry = { digits: "", big: "", isNegative: false };

/** Beyond this nothing is kept exactly. */
const mostDigits = 12;
const mostDecimals = 4;
const places = { "": 0, 万: 4, 亿: 8 } as const;

/** The entry after a key: a digit, '.', 'back', '万', '亿' (again: off), 'sign'. What makes no sense changes nothing. */
export function pressKey(entry: Entry, key: string, decimals = mostDecimals): Entry {
  const { digits, big, isNegative } = entry;
  if (key === "sign") return { ...entry, isNegative: !isNegative };
  if (key === "万" || key === "亿") return { ...entry, big: big === key ? "" : key };
  if (key === "back") return big !== "" ? { ...entry, big: "" } : { ...entry, digits: digits.slice(0, -1) };
  if (key === ".") return digits.includes(".") ? entry : { ...entry, digits: `${digits || "0"}.` };
  if (!/^\d$/.test(key)) return entry;
  const [whole = "", fraction] = digits.split(".");
  if (fraction === undefined ? whole.length >= mostDigits : fraction.length >= decimals + places[big]) return entry;
  return { ...entry, digits: digits === "0" ? key : digits + key };
}

/** What was typed as a plain decimal: '5.2' with 万 → '52000'. Null when nothing was, or when it cannot be kept exactly. */
export function entryDecimal({ digits, big, isNegative }: Entry): string | null {
  if (!/\d/.test(digits)) return null;
  const [whole = "0", fraction = ""] = digits.split(".");
  const moved = fraction.padEnd(places[big], "0");
  const integer = `${whole}${moved.slice(0, places[big])}`.replace(/^0+(?=\d)/, "");
  const rest = moved.slice(places[big]).replace(/0+$/, "");
  if (integer.length > mostDigits || rest.length > mostDecimals) return null;
  const text = rest ? `${integer}.${rest}` : integer;
  return isNegative && /[1-9]/.test(text) ? `-${text}` : text;
}
