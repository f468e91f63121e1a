/** What the phone's own parts would do, for tests of logic. */
export const storage = new Map<string, string>();
export const requests: { method: string; url: string; header: Record<string, string>; data: unknown }[] = [];
export const phone = {
  isFull: false,
  answer: async (
    _request: (typeof requests)[number],
  ): Promise<{ statusCode: number; data: unknown; header?: object }> => ({
    statusCode: 200,
    data: {},
  }),
};

export default {
  getStorageSync: (key: string) => JSON.parse(storage.get(key) ?? '""'),
  setStorageSync(key: string, value: unknown) {
    if (phone.isFull) throw new Error("full");
    storage.set(key, JSON.stringify(value));
  },
  removeStorageSync: (key: string) => void storage.delete(key),
  getStorageInfoSync: () => ({ keys: [...storage.keys()] }),
  onNetworkStatusChange: () => undefined,
  login: async () => ({ code: "code" }),
  redirectTo: async () => undefined,
  async request(options: (typeof requests)[number]) {
    requests.push(options);
    return phone.answer(options);
  },
};
