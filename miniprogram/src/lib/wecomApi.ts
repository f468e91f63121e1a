import Taro from "@tarojs/taro";

/** WeCom's own additions to `wx`; typed nowhere. */
interface WecomApi {
  login(options: { success(result: { code: string }): void; fail(error: unknown): void }): void;
}

/** What the mini-program has in WeCom alone; undefined in WeChat. */
export const wecomApi = (): WecomApi | undefined =>
  (Taro as unknown as { qy?: WecomApi }).qy ?? (globalThis as { wx?: { qy?: WecomApi } }).wx?.qy;
