import { z } from "zod";
import { Invalid, Unavailable } from "../../domain/errors";

export interface WechatConfig {
  /** `https://api.weixin.qq.com` */
  apiUrl: string;
  appId: string;
  secret: string;
}

const timeoutMs = 8000;

/** auth.code2Session: without `errcode`, or with 0, it went well. The session key in it is not ours to keep. */
const Answer = z.object({ errcode: z.number().int().default(0), openid: z.string().min(1).max(128).optional() });

/** The code is wrong, was used, or belongs to somebody WeChat holds back. */
const refused = new Set([40029, 40163, 40226]);
/** Busy, or over the limit of a person or of the day. */
const passing = new Set([-1, 45009, 45011]);

/**
 * Who signed in to the mini-program inside WeChat: their openid in it. A code works once, within five minutes.
 * @throws Invalid for a code that is refused, Unavailable where WeChat does not answer
 */
export async function exchangeWechatCode({ apiUrl, appId, secret }: WechatConfig, code: string): Promise<string> {
  const query = new URLSearchParams({ appid: appId, secret, js_code: code, grant_type: "authorization_code" });
  const answer = Answer.safeParse(await ask(`${apiUrl}/sns/jscode2session?${query}`));
  if (!answer.success) throw new Unavailable("wechat.unreachable");
  const { errcode, openid } = answer.data;
  if (refused.has(errcode)) throw new Invalid("session.codeRefused");
  if (passing.has(errcode)) throw new Unavailable("wechat.unreachable");
  // A wrong id or secret, say: for the operator to mend, who reads the number in the log.
  if (errcode !== 0) throw new Error(`WeChat refused jscode2session: ${errcode}`);
  if (openid === undefined) throw new Unavailable("wechat.unreachable");
  return openid;
}

/** One round trip. The cause of a failure is dropped on purpose: it may quote the URL and with it the secret. */
async function ask(url: string): Promise<unknown> {
  try {
    const response = await fetch(url, { redirect: "error", signal: AbortSignal.timeout(timeoutMs) });
    // It is said to be text/plain, and holds JSON.
    return response.status === 200 ? JSON.parse(await response.text()) : undefined;
  } catch {
    return undefined;
  }
}
