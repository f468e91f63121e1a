import { useRef } from "react";
import { newKey } from "./request";

/** The same sent again is one, by one key; what reads otherwise is another. */
export function useKey(body: string): string {
  const keys = useRef(new Map<string, string>());
  const key = keys.current.get(body) ?? newKey();
  keys.current.set(body, key);
  return key;
}
