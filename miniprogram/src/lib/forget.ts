import Taro from "@tarojs/taro";

/**
 * Not what one person looked at: how big the letters are, and the token, which whoever signs in replaces. Reports that
 * were not sent yet wait until their owner is back.
 */
const kept = ["textScale", "outbox", "token"];

/** Removes what was kept of one person before another signs in. */
export function forget(): void {
  for (const key of Taro.getStorageInfoSync().keys) if (!kept.includes(key)) Taro.removeStorageSync(key);
}
