import Taro from "@tarojs/taro";
import { ApiError, Unreachable } from "./errors";
import { forget } from "./forget";
import { wecomApi } from "./wecomApi";

const isWeb = process.env.TARO_ENV === "h5";
const tokenKey = "token";
const leftKey = "dabiao.signInAt";
/** Coming back from signing in within this time and still being nobody means that it does not work. */
const loopMs = 15_000;
const timeoutMs = 12_000;

let renewing: Promise<void> | undefined;

/** Who the phone is to the server: a cookie in the browser, a token in the mini-program. */
export const session = {
  header(): Record<string, string> {
    const token = isWeb ? "" : Taro.getStorageSync<string>(tokenKey);
    return token ? { Authorization: `Bearer ${token}` } : {};
  },

  /** Signs in without a word where that is possible; many who ask at once share one try. */
  renew(): Promise<void> {
    renewing ??= (isWeb ? leaveToSignIn() : signInToMiniprogram()).finally(() => {
      renewing = undefined;
    });
    return renewing;
  },

  /** Binds the WeChat account to whoever was given the code in the company's chat. */
  async bind(bindingCode: string): Promise<void> {
    const { code } = await Taro.login().catch(() => {
      throw new Unreachable();
    });
    const signedIn = await post("/session/bind", { code, bindingCode });
    forget();
    keep(signedIn);
  },

  /** The demo's "sign in as". */
  async signInAs(userId: string): Promise<void> {
    const signedIn = await post("/session/sandbox", { userId });
    forget();
    keep(signedIn);
  },

  /** Signs out. @throws Unreachable when the server does not hear it: then one is still signed in. */
  async end(): Promise<void> {
    await Taro.request({
      url: `${API_BASE}/api/v1/session`,
      method: "DELETE",
      header: session.header(),
      timeout: timeoutMs,
    }).catch(() => {
      throw new Unreachable();
    });
    forget();
    Taro.removeStorageSync(tokenKey);
    if (isWeb) sessionStorage.removeItem(leftKey);
  },
};

const keep = ({ token }: { token: string }) => {
  if (!isWeb) Taro.setStorageSync(tokenKey, token);
};

/** The browser goes to WeCom and comes back to this page with a cookie. The page ends here. */
function leaveToSignIn(): Promise<void> {
  const leftAt = Number(sessionStorage.getItem(leftKey) ?? 0);
  // Kept, for whatever else this page asks: the second refusal must not leave where the first has stayed.
  if (Date.now() - leftAt < loopMs)
    return Promise.reject(new ApiError(401, "session.none", "登录没有成功，请从企业微信的“达标”应用重新进入。"));
  sessionStorage.setItem(leftKey, String(Date.now()));
  // With its own hash: otherwise the browser keeps the one of WeCom's address, which is no page.
  const back = `${location.pathname}${location.hash || "#/pages/today/index"}`;
  location.replace(`/api/v1/session/oauth?return=${encodeURIComponent(back)}`);
  return new Promise(() => undefined);
}

async function signInToMiniprogram(): Promise<void> {
  try {
    keep(await post("/session", await proof()));
  } catch (error) {
    if (error instanceof ApiError && error.code === "session.notBound")
      await Taro.redirectTo({ url: "/pages/sign-in/index" });
    throw error;
  }
}

async function proof(): Promise<{ code: string; via: "miniprogram" | "wechat" }> {
  const wecom = wecomApi();
  if (!wecom) return { code: (await Taro.login()).code, via: "wechat" };
  const code = await new Promise<string>((resolve, reject) =>
    wecom.login({ success: (result) => resolve(result.code), fail: () => reject(new Unreachable()) }),
  );
  return { code, via: "miniprogram" };
}

async function post(path: string, data: object): Promise<{ token: string }> {
  const answer = await Taro.request({
    url: `${API_BASE}/api/v1${path}`,
    method: "POST",
    data,
    header: { "Content-Type": "application/json" },
    timeout: timeoutMs,
  }).catch(() => {
    throw new Unreachable();
  });
  if (answer.statusCode === 200) return answer.data;
  const { code = "http", detail = "登录没有成功，请稍后再试。" }: { code?: string; detail?: string } =
    answer.data ?? {};
  throw new ApiError(answer.statusCode, code, detail);
}
