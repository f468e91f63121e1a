import { useCallback, useEffect, useRef, useState } from "react";

export interface Searched<T> {
  /** What was found for the text as it was a moment ago; undefined before the first answer and for no text. */
  found: T | undefined;
  error: unknown;
  isBusy: boolean;
  retry(): void;
}

/** Typing goes on for at least this long between two keys. */
const pauseMs = 300;

/** Asks when typing pauses; only the answer to what was asked last is shown. */
export function useSearch<T>(find: (text: string) => Promise<T>, text: string): Searched<T> {
  const [state, setState] = useState<Omit<Searched<T>, "retry">>({ found: undefined, error: undefined, isBusy: false });
  const latest = useRef(find);
  latest.current = find;
  const asked = useRef(0);
  const wanted = text.trim();

  const ask = useCallback(async () => {
    const turn = ++asked.current;
    const settle = (next: Omit<Searched<T>, "retry">) => {
      if (turn === asked.current) setState(next);
    };
    try {
      settle({ found: await latest.current(wanted), error: undefined, isBusy: false });
    } catch (error) {
      settle({ found: undefined, error, isBusy: false });
    }
  }, [wanted]);

  useEffect(() => {
    asked.current++;
    if (wanted === "") {
      setState({ found: undefined, error: undefined, isBusy: false });
      return;
    }
    setState((before) => ({ ...before, isBusy: true }));
    const timer = setTimeout(() => void ask(), pauseMs);
    return () => clearTimeout(timer);
  }, [wanted, ask]);

  return { ...state, retry: () => void ask() };
}
