import { useEffect } from "react";

/** What the phone keeps, as text. */
export const storage = new Map<string, string>();

/** The page's parameters, as a test sets them. */
export const params: Record<string, string> = {};

const heard = new Map<string, Set<() => void>>();

const taro = {
  eventCenter: {
    on: (name: string, hear: () => void) => void heard.set(name, (heard.get(name) ?? new Set()).add(hear)),
    off: (name: string, hear: () => void) => void heard.get(name)?.delete(hear),
    trigger: (name: string) => {
      for (const hear of heard.get(name) ?? []) hear();
    },
  },
  getStorageSync: (key: string) => JSON.parse(storage.get(key) ?? '""'),
  setStorageSync: (key: string, value: unknown) => void storage.set(key, JSON.stringify(value)),
  removeStorageSync: (key: string) => void storage.delete(key),
  getStorageInfoSync: () => ({ keys: [...storage.keys()] }),
  getAppBaseInfo: () => ({ theme: "light", fontSizeScaleFactor: 1 }),
  getWindowInfo: () => ({ windowWidth: 375, windowHeight: 667 }),
  pxTransform: (size: number) => `${size}px`,
  request: jest.fn(),
  navigateTo: jest.fn(),
  redirectTo: jest.fn(),
  reLaunch: jest.fn(),
  switchTab: jest.fn(),
  navigateBack: jest.fn(),
  getCurrentPages: () => [],
  setNavigationBarTitle: jest.fn(),
  showToast: jest.fn(),
  showModal: jest.fn(async () => ({ confirm: true })),
  stopPullDownRefresh: jest.fn(),
  getNetworkType: async () => ({ networkType: "wifi" }),
  onNetworkStatusChange: jest.fn(),
  offNetworkStatusChange: jest.fn(),
  onThemeChange: jest.fn(),
  offThemeChange: jest.fn(),
  downloadFile: jest.fn(async (_: { url: string }) => ({ tempFilePath: "fetched", statusCode: 200 })),
  openDocument: jest.fn(),
  login: jest.fn(async () => ({ code: "code" })),
  canIUse: jest.fn(() => true),
  getAccountInfoSync: () => ({ miniProgram: { appId: "wxdabiao" } }),
  requestMerchantTransfer: jest.fn(),
};

export default taro;

// biome-ignore lint/correctness/useExhaustiveDependencies: shown once, when it is drawn
export const useDidShow = (act: () => void) => useEffect(act, []);
export const useDidHide = () => undefined;
export const usePullDownRefresh = () => undefined;
export const useReachBottom = () => undefined;
export const usePageScroll = () => undefined;
export const useLaunch = () => undefined;
export const usePageNotFound = () => undefined;
export const useRouter = () => ({ params });
