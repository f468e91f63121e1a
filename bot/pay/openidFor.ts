import type { Payee } from "../../domain/context";
import { WecomRefused } from "../wecom/errors";
import type { WecomClient } from "../wecom/WecomClient";

/** 43004: has bound no WeChat; 60111 and 40003: nobody of that id (doc 90202). */
const unknownTo = new Set([43004, 60111, 40003]);

/** What the provider calls a person; undefined: money cannot reach them. @throws when WeCom does not say */
export async function openidFor(wecom: WecomClient, { wecomUserId }: Payee): Promise<string | undefined> {
  if (wecomUserId === null) return undefined;
  try {
    return await wecom.openidOf(wecomUserId);
  } catch (error) {
    if (error instanceof WecomRefused && unknownTo.has(error.errcode)) return undefined;
    throw error;
  }
}
