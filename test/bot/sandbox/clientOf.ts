import type { TokenStore } from "../../../bot/wecom/TokenStore";
import { WecomClient } from "../../../bot/wecom/WecomClient";
import type { StandIn } from "./StandIn";

/** The product's client for a stand-in, with its token in memory. */
export function clientOf(standIn: StandIn, timeoutMs?: number): WecomClient {
  let held: string | undefined;
  const tokens: TokenStore = {
    async readOrRefresh(_, __, fetchToken) {
      held ??= (await fetchToken()).value;
      return held;
    },
    async drop() {
      held = undefined;
    },
  };
  const { corpId, agentId, secret } = standIn.state.keys;
  return new WecomClient(
    { apiUrl: standIn.apiUrl, corpId, agentId, secret },
    { tokens, now: () => standIn.clock.now(), timeoutMs },
  );
}
