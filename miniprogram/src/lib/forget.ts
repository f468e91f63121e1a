import Taro from "@tarojs/taro";

/** Not one person's: how big the letters are. Reports that were not sent yet wait until their owner is back. */
const kept = ["textScale", "outbox"];

/** Removes what was kept of one person before another signs in. */
export function forget(): void {
  for (const key of Taro.getStorageInfoSync().keys) if (!kept.includes(key)) Taro.removeStorageSync(key);
}
