interface OauthRequest {
  corpId: string;
  agentId: number;
  redirectUri: string;
  /** Letters and digits, at most 128 (84025). */
  state: string;
  scope?: "snsapi_base" | "snsapi_privateinfo";
  /** `https://open.weixin.qq.com` */
  base?: string;
}

/** Where WeCom's own browser proves who is looking (doc 91022). */
export function oauthUrl({
  corpId,
  agentId,
  redirectUri,
  state,
  scope = "snsapi_base",
  base = "https://open.weixin.qq.com",
}: OauthRequest): string {
  const query = new URLSearchParams({
    appid: corpId,
    redirect_uri: redirectUri,
    response_type: "code",
    scope,
    state,
    agentid: String(agentId),
  });
  return `${base}/connect/oauth2/authorize?${query}#wechat_redirect`;
}
