import { store } from "../../lib/store";

const key = "recentSearches";
const most = 8;

/** What somebody looked for and found, latest first, on this phone only. */
export const recentSearches = {
  list: (): string[] => store.read<string[]>(key) ?? [],
  add(text: string): void {
    const wanted = text.trim();
    if (wanted === "") return;
    store.write(key, [wanted, ...recentSearches.list().filter((one) => one !== wanted)].slice(0, most));
  },
  clear: () => store.remove(key),
};
