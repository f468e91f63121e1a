import { z } from "zod";
import { Instant } from "./goals";

export const Back = z.object({ query: z.object({ return: z.string().max(500).default("/") }) });
export const Code = z.object({
  query: z.object({ code: z.string().min(1).max(512), state: z.string().min(1).max(128) }),
});
export const WithCode = z.object({
  body: z.strictObject({ code: z.string().min(1).max(512), via: z.literal("miniprogram") }),
});
export const AsPerson = z.object({ body: z.strictObject({ userId: z.string().min(1).max(64) }) });
export const SignedIn = z.object({ token: z.string(), expiresAt: Instant });
export const SignedOut = z.object({});
