import { randomInt } from "node:crypto";
import { sealEnvelope } from "../../bot/wecom/crypto";
import { bad, type Check, good } from "./Check";

interface Callback {
  publicUrl: string;
  corpId: string;
  token: string;
  encodingAesKey: string;
}

/** Verifies the callback URL as WeCom does: an encrypted echo must come back as its plain text within a second. */
export async function checkCallback({ publicUrl, corpId, token, encodingAesKey }: Callback, now: Date): Promise<Check> {
  const url = `${publicUrl}/wecom/callback`;
  const echo = String(randomInt(1e12, 1e13));
  const seconds = String(Math.floor(now.getTime() / 1000));
  const sealed = sealEnvelope({ token, encodingAesKey, receiveId: corpId }, echo, seconds);
  const query = new URLSearchParams({
    msg_signature: sealed.signature,
    timestamp: sealed.timestamp,
    nonce: sealed.nonce,
    echostr: sealed.encrypt,
  });
  const begun = performance.now();
  try {
    const response = await fetch(`${url}?${query}`, { redirect: "manual", signal: AbortSignal.timeout(5000) });
    const answer = await response.text();
    const took = Math.round(performance.now() - begun);
    if (response.status !== 200)
      return bad(
        "回调",
        `${url} 返回 ${response.status}`,
        "确认服务在运行，代理把 /wecom/callback 原样转给它，两边的 WECOM_TOKEN 等一致。",
      );
    if (answer !== echo) return bad("回调", `${url} 返回的内容不对`, "这个地址后面不是本服务，检查代理和 PUBLIC_URL。");
    if (took > 1000) return bad("回调", `用了 ${took} 毫秒`, "企业微信只等 1 秒，检查网络和数据库。");
    return good("回调", `${url}（${took} 毫秒）`);
  } catch {
    return bad("回调", `打不开 ${url}`, "确认服务在运行、域名解析和证书正确；从本机打不开时，也请从外网试一次。");
  }
}
