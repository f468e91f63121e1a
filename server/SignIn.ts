/** How people prove who they are. Codes work once. */
export interface SignIn {
  /** The user id behind an OAuth code; undefined for people outside the company. */
  exchangeOauth(code: string): Promise<string | undefined>;
  exchangeMiniprogram(code: string): Promise<string | undefined>;
  /** The openid of the account that opened the mini-program in WeChat; absent where that is not configured. */
  exchangeWechat?(code: string): Promise<string>;
  /** Where the browser goes to prove it. */
  authorizeUrl(request: { redirectUri: string; state: string }): string;
}
