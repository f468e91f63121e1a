import { exchangeWechatCode, type WechatConfig } from "../bot/wechat/exchangeWechatCode";
import { oauthUrl } from "../bot/wecom/oauthUrl";
import type { WecomClient } from "../bot/wecom/WecomClient";
import type { SignIn } from "./SignIn";

interface Options {
  /** Of the stand-in, which asks who to be. */
  sandboxBase?: string;
  wechat?: WechatConfig;
}

/** Signs people in through WeCom, and through WeChat where the mini-program is open to it. */
export function wecomSignIn(client: WecomClient, { sandboxBase, wechat }: Options = {}): SignIn {
  const { corpId, agentId } = client.config;
  return {
    exchangeOauth: (code) => client.exchangeOauth(code),
    async exchangeMiniprogram(code) {
      const { corpid, userid } = await client.exchangeMiniprogram(code);
      return corpid === corpId ? userid : undefined;
    },
    ...(wechat && { exchangeWechat: (code) => exchangeWechatCode(wechat, code) }),
    authorizeUrl: ({ redirectUri, state }) => oauthUrl({ corpId, agentId, redirectUri, state, base: sandboxBase }),
  };
}
