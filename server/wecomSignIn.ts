import { oauthUrl } from "../bot/wecom/oauthUrl";
import type { WecomClient } from "../bot/wecom/WecomClient";
import type { SignIn } from "./SignIn";

/** Signs people in through WeCom; in the sandbox through its stand-in, which asks who to be. */
export function wecomSignIn(client: WecomClient, sandboxBase?: string): SignIn {
  const { corpId, agentId } = client.config;
  return {
    exchangeOauth: (code) => client.exchangeOauth(code),
    async exchangeMiniprogram(code) {
      const { corpid, userid } = await client.exchangeMiniprogram(code);
      return corpid === corpId ? userid : undefined;
    },
    authorizeUrl: ({ redirectUri, state }) => oauthUrl({ corpId, agentId, redirectUri, state, base: sandboxBase }),
  };
}
