import Taro, { useDidShow, usePullDownRefresh } from "@tarojs/taro";
import { useCallback, useEffect, useRef, useState } from "react";

export interface Pages<T> {
  items: T[] | undefined;
  error: unknown;
  /** Whether the last page is in. */
  isDone: boolean;
  loadMore(): Promise<void>;
  reload(): Promise<void>;
}

/** A list that comes page by page, each after the last key of the one before. A page shorter than `size` is the last. */
export function usePages<T extends { id: string }>(
  load: (after: string | undefined) => Promise<T[]>,
  size: number,
): Pages<T> {
  const [state, setState] = useState<Pick<Pages<T>, "items" | "error" | "isDone">>({
    items: undefined,
    error: undefined,
    isDone: false,
  });
  const latest = useRef({ load, items: state.items, isDone: state.isDone });
  latest.current = { load, items: state.items, isDone: state.isDone };
  const busy = useRef(false);

  const take = useCallback(
    async (isFirst: boolean) => {
      if (busy.current) return;
      busy.current = true;
      try {
        const before = isFirst ? [] : (latest.current.items ?? []);
        const page = await latest.current.load(before[before.length - 1]?.id);
        setState({ items: [...before, ...page], error: undefined, isDone: page.length < size });
      } catch (error) {
        setState((old) => ({ ...old, error }));
      } finally {
        busy.current = false;
      }
    },
    [size],
  );
  const reload = useCallback(() => take(true), [take]);
  const loadMore = useCallback(async () => {
    if (!latest.current.isDone && latest.current.items) await take(false);
  }, [take]);

  // Whoever comes back from one of the list finds it as it was; pulling it down loads it anew.
  const first = useCallback(() => {
    if (latest.current.items === undefined) void reload();
  }, [reload]);
  useEffect(first, [first]);
  useDidShow(first);
  usePullDownRefresh(() => void reload().finally(() => Taro.stopPullDownRefresh()));
  return { ...state, loadMore, reload };
}
