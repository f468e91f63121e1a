import { Unreachable } from "./errors";

/** As much of an answer as `request` reads. */
export interface Answer {
  statusCode: number;
  header?: Record<string, string | undefined>;
  data: unknown;
}

interface HeadStart {
  path: string;
  answer: Promise<Answer>;
}

/** The answer that the page's head asked for before the app was there (web/first.js), once. */
export function takeHeadStart(path: string, timeoutMs: number): Promise<Answer> | undefined {
  if (process.env.TARO_ENV !== "h5") return undefined;
  const place = globalThis as { headStart?: HeadStart };
  const { headStart } = place;
  if (headStart?.path !== path) return undefined;
  place.headStart = undefined;
  let timer: ReturnType<typeof setTimeout>;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Unreachable()), timeoutMs);
  });
  return Promise.race([headStart.answer, late]).finally(() => clearTimeout(timer));
}
