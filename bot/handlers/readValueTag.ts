/** What was said, and the value of the company it is to stand for. */
export interface Tagged {
  reason: string;
  value: string | undefined;
}

/** `#诚信 今天帮我补班`, or the tag last; `＃` and `#诚信#` are read alike. A number, as of an order, is no value. */
export function readValueTag(text: string): Tagged {
  const said = text.trim();
  const [, first, rest = ""] = /^[#＃](?!\d+(?:\s|$))([^\s#＃]+)[#＃]?(?:\s+(.*))?$/s.exec(said) ?? [];
  if (first !== undefined) return { reason: rest.trim(), value: first };
  const [, before = "", last] = /^(.*\S)\s+[#＃](?!\d+$)([^\s#＃]+)[#＃]?$/s.exec(said) ?? [];
  return last === undefined ? { reason: said, value: undefined } : { reason: before, value: last };
}
