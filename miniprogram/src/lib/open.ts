import Taro from "@tarojs/taro";

/** Pages with a place in the tab bar, which are switched to and take no parameters. */
const tabs = ["today", "goals", "team", "awards", "me"] as const;
type Tab = (typeof tabs)[number];
type Leaf =
  | "goal"
  | "report"
  | "propose"
  | "approvals"
  | "person"
  | "search"
  | "settings"
  | "ideas"
  | "election"
  | "packets"
  | "give"
  | "budgets"
  | "badges"
  | "honour"
  | "income"
  | "rules"
  | "rings"
  | "sign-in";

/** A thumb that taps twice means it once: two pages on each other would want two steps back. */
const doubleTapMs = 400;
let last = { way: "", at: 0 };

function isSecondTap(way: string): boolean {
  const at = Date.now();
  const isSecond = way === last.way && Math.abs(at - last.at) < doubleTapMs;
  last = { way, at };
  return isSecond;
}

/** Goes to a page. */
export function open(page: Tab | Leaf, parameters: Record<string, string> = {}): void {
  const url = `/pages/${page}/index`;
  if ((tabs as readonly string[]).includes(page)) return void Taro.switchTab({ url });
  const query = Object.entries(parameters)
    .map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
    .join("&");
  const whole = query ? `${url}?${query}` : url;
  if (!isSecondTap(whole)) void Taro.navigateTo({ url: whole });
}

/** Back to where one came from; to 今日 where a link from a chat was the start. */
export function goBack(): void {
  if (isSecondTap("back")) return;
  if (Taro.getCurrentPages().length > 1) void Taro.navigateBack();
  else open("today");
}
