import { z } from "zod";
import { Instant } from "./goals";

export const Back = z.object({ query: z.object({ return: z.string().max(500).default("/") }) });
export const Code = z.object({
  query: z.object({ code: z.string().min(1).max(512), state: z.string().min(1).max(128) }),
});
/** `miniprogram` inside WeCom, `wechat` inside WeChat. */
export const WithCode = z.object({
  body: z.strictObject({ code: z.string().min(1).max(512), via: z.enum(["miniprogram", "wechat"]) }),
});
/** Binds the WeChat account behind the code to whoever was given the binding code in the company's chat. */
export const BindWechat = z.object({
  body: z.strictObject({ code: z.string().min(1).max(512), bindingCode: z.string().trim().min(1).max(32) }),
});
export const AsPerson = z.object({ body: z.strictObject({ userId: z.string().min(1).max(64) }) });
export const SignedIn = z.object({ token: z.string(), expiresAt: Instant });
export const SignedOut = z.object({});
