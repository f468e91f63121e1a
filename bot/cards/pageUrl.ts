import type { Company } from "../../domain/context";

/** The pages of the phone, named as their folders in `miniprogram/src/pages`. */
export type PageName =
  | "today"
  | "goal"
  | "goals"
  | "team"
  | "awards"
  | "approvals"
  | "report"
  | "ideas"
  | "election"
  | "packets"
  | "income"
  | "rules";

/** Where the pages lie behind the company's address. What follows is the page's path in the mini-program as well. */
export const pagesRoot = "/h5/#/";

/** The page something speaks of, as WeCom's browser opens it. */
export function pageUrl(
  { publicUrl }: Pick<Company, "publicUrl">,
  name: PageName,
  query: Readonly<Record<string, string>> = {},
): string {
  const search = new URLSearchParams(query).toString();
  return `${publicUrl}${pagesRoot}pages/${name}/index${search && `?${search}`}`;
}
