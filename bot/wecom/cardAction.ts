import { pagesRoot } from "../cards/pageUrl";

/**
 * What a tap on a card opens: the page in the mini-program where one is bound to the app, else in WeCom's browser
 * (doc 90236 §3.3, whose sample writes the path with a slash in front and `.html` behind).
 */
export function cardAction(url: string, miniprogramAppId?: string): Record<string, unknown> {
  const [, page] = url.split(pagesRoot);
  if (!miniprogramAppId || !page) return { type: 1, url };
  const [path = "", query] = page.split("?");
  return { type: 2, appid: miniprogramAppId, pagepath: `/${path}.html${query ? `?${query}` : ""}` };
}
