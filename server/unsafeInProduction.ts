interface Values {
  SESSION_SECRET?: readonly string[];
  AUDIT_HMAC_KEY?: string;
  WECOM_API_URL?: string;
}

/** Fewer than 32 random characters ever have, also of 16 kinds only. */
const leastKinds = 8;
const makeOne = "请用 openssl rand -hex 32 生成一个";
const isGuessable = (secret: string) => new Set(secret).size < leastKinds;
const isLoopback = (url: string) => /^http:\/\/(127\.0\.0\.1|\[::1\]|localhost)(:|\/|$)/.test(url);

/** Values that are well formed and would leave a company open: keys to guess, secrets sent for others to read. */
export function unsafeInProduction({ SESSION_SECRET = [], AUDIT_HMAC_KEY, WECOM_API_URL }: Values): string[] {
  const faults: string[] = [];
  if (SESSION_SECRET.some(isGuessable)) faults.push(`SESSION_SECRET：太好猜，不像随机字符；${makeOne}`);
  if (AUDIT_HMAC_KEY !== undefined && isGuessable(AUDIT_HMAC_KEY))
    faults.push(`AUDIT_HMAC_KEY：太好猜，不像随机字符；${makeOne}`);
  if (AUDIT_HMAC_KEY !== undefined && SESSION_SECRET.includes(AUDIT_HMAC_KEY))
    faults.push(`AUDIT_HMAC_KEY：不能与 SESSION_SECRET 相同；${makeOne}`);
  if (WECOM_API_URL?.startsWith("http://") && !isLoopback(WECOM_API_URL))
    faults.push("WECOM_API_URL：密钥要经过这里，请填 https:// 开头的地址，或不填");
  return faults;
}
