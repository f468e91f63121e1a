import Taro from "@tarojs/taro";

/** What the phone keeps between visits. Full or forbidden storage is no reason to fail. */
export const store = {
  read<T>(key: string): T | undefined {
    try {
      const value = Taro.getStorageSync(key);
      return value === "" || value === undefined || value === null ? undefined : (value as T);
    } catch {
      return undefined;
    }
  },
  /** Whether it was kept. */
  write(key: string, value: unknown): boolean {
    try {
      Taro.setStorageSync(key, value);
      return true;
    } catch {
      return false;
    }
  },
  remove(key: string): void {
    try {
      Taro.removeStorageSync(key);
    } catch {
      // It was not there.
    }
  },
};
