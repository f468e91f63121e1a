/** Fen for people, exact: '20 元', '8.80 元', '1,234.50 元'. */
export function yuanText(fen: number): string {
  const size = Math.abs(fen);
  const whole = String(Math.floor(size / 100)).replace(/\B(?=(\d{3})+$)/g, ",");
  const rest = size % 100 === 0 ? "" : `.${String(size % 100).padStart(2, "0")}`;
  return `${fen < 0 ? "-" : ""}${whole}${rest} 元`;
}

/** A sign before, a unit behind, commas between thousands; anything else, as '8块8', may be meant otherwise. */
const amount = /^[¥￥]?\s*(\d{1,8}|\d{1,3}(?:,\d{3}){1,2})(?:\.(\d{1,2}))?\s*(?:元|块|块钱)?$/;

/** '20', '8.8', '1,000元' in fen; undefined when it is no amount of money. Full-width digits count too. */
export function readYuan(text: string): number | undefined {
  const [, whole, rest = ""] = amount.exec(text.normalize("NFKC").trim()) ?? [];
  return whole === undefined ? undefined : Number(whole.replaceAll(",", "")) * 100 + Number(rest.padEnd(2, "0"));
}
