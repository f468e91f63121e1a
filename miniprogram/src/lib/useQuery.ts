import Taro, { useDidHide, useDidShow, usePullDownRefresh } from "@tarojs/taro";
import { useCallback, useEffect, useRef, useState } from "react";
import { Unreachable } from "./errors";
import { store } from "./store";
import { useRefocus } from "./useRefocus";

export interface Query<T> {
  data: T | undefined;
  error: unknown;
  /** Set where the net is away and what is shown was loaded before: ISO. */
  asOf: string | undefined;
  reload(): Promise<void>;
  /** Shows what a write answered, without asking again. */
  set(data: T): void;
}

interface Kept<T> {
  at: string;
  data: T;
}

/**
 * Loads what a screen shows: when it is shown, and when it is pulled down. `key` names it among what the phone keeps
 * for times without a net; without one nothing is kept.
 */
export function useQuery<T>(load: () => Promise<T>, key?: string): Query<T> {
  const [state, setState] = useState<Pick<Query<T>, "data" | "error" | "asOf">>({
    data: undefined,
    error: undefined,
    asOf: undefined,
  });
  const latest = useRef(load);
  latest.current = load;
  // Only the last one asked may answer.
  const asked = useRef(0);

  const reload = useCallback(async () => {
    const turn = ++asked.current;
    const settle = (next: Pick<Query<T>, "data" | "error" | "asOf">) => {
      if (turn === asked.current) setState(next);
    };
    try {
      const data = await latest.current();
      if (key) store.write(`kept:${key}`, { at: new Date().toISOString(), data } satisfies Kept<T>);
      settle({ data, error: undefined, asOf: undefined });
    } catch (error) {
      const kept = key && error instanceof Unreachable ? store.read<Kept<T>>(`kept:${key}`) : undefined;
      if (kept) settle({ data: kept.data, error: undefined, asOf: kept.at });
      else if (turn === asked.current) setState((before) => ({ ...before, error }));
    }
  }, [key]);

  const asking = useRef(false);
  const ask = useCallback(() => {
    if (asking.current) return;
    asking.current = true;
    void reload().finally(() => {
      asking.current = false;
    });
  }, [reload]);
  useEffect(ask, [ask]);
  // The first time a page is shown is the time it is drawn, which has asked already.
  const wasHidden = useRef(false);
  useDidHide(() => {
    wasHidden.current = true;
  });
  useDidShow(() => {
    if (wasHidden.current) ask();
  });
  useRefocus(ask);
  usePullDownRefresh(() => void reload().finally(() => Taro.stopPullDownRefresh()));
  const set = useCallback((data: T) => setState({ data, error: undefined, asOf: undefined }), []);
  return { ...state, reload, set };
}
