/** Whole yuan plain, else with two decimals: 2000 → '20', 880 → '8.80', 123450 → '1,234.50'. As the chat says (bot/cards/yuanText). */
function digitsOf(fen: number): string {
  const size = Math.abs(fen);
  const whole = String(Math.floor(size / 100)).replace(/\B(?=(\d{3})+$)/g, ",");
  const rest = size % 100 === 0 ? "" : `.${String(size % 100).padStart(2, "0")}`;
  return `${fen < 0 ? "-" : ""}${whole}${rest}`;
}

/** Fen for people, exact: '20 元', '8.80 元'. */
export const yuanText = (fen: number): string => `${digitsOf(fen)} 元`;

/** The number and its unit, apart, for the one large figure of a screen. */
export const yuanParts = (fen: number) => ({ number: digitsOf(fen), unit: "元" });

/** Ten thousand yuan, in fen. */
const wan = 1_000_000;

/** A budget's figure: '5 万元' and '1.25 万元' where nothing is rounded away by it, else as any money. */
export function budgetParts(fen: number): { number: string; unit: string } {
  if (Math.abs(fen) < wan || fen % (wan / 100) !== 0) return yuanParts(fen);
  const hundredths = fen / (wan / 100);
  return { number: digitsOf(hundredths).replace(/(\.\d)0$/, "$1"), unit: "万元" };
}

export const budgetText = (fen: number): string => {
  const { number, unit } = budgetParts(fen);
  return `${number} ${unit}`;
};

/** What was typed, a plain decimal of yuan, in fen: '8.8' → 880. Null for what is no amount of money. */
export function fenOf(decimal: string | null): number | null {
  const [, sign, whole, rest = ""] = /^(-?)(\d{1,12})(?:\.(\d{1,2}))?$/.exec(decimal ?? "") ?? [];
  if (whole === undefined) return null;
  const fen = Number(whole) * 100 + Number(rest.padEnd(2, "0"));
  return sign === "-" ? -fen : fen;
}
