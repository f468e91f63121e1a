import type { SandboxState } from "../SandboxState";

export interface ApiCall {
  state: SandboxState;
  query: URLSearchParams;
  body: Record<string, unknown>;
}

/** One API: answers fields beside errcode 0, or throws an ApiError. */
export type Api = (call: ApiCall) => Record<string, unknown>;
