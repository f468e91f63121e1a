import type { Context as Koa, Middleware } from "koa";
import readBody from "raw-body";
import { z } from "zod";
import type { BillOutcome } from "../../../domain/context";
import { parseJson } from "../parseJson";
import { type PlatformKey, signatureFlaw } from "./checkSigned";
import { openResource } from "./signV3";
import { readNotified } from "./transferOutcome";

export interface TransferCallbackOptions {
  mchId: string;
  /** The APIv3 key: opens what a notification holds. */
  v3Key: string;
  platform: PlatformKey;
  now: () => Date;
  /** Told of each notification at least once, in any order. `id` is the notification's own. */
  onOutcome(billNo: string, outcome: BillOutcome, id: string): Promise<void>;
  count(kind: string): void;
}

const Notification = z.object({
  id: z.string().min(1).max(64),
  event_type: z.string(),
  resource: z.object({
    algorithm: z.literal("AEAD_AES_256_GCM"),
    ciphertext: z.string(),
    nonce: z.string(),
    associated_data: z.string().optional(),
  }),
});

const finished = "MCHTRANSFER.BILL.FINISHED";

/** What comes is not WeChat Pay's, or not for us. The reason goes no further than the counter. */
class NotificationRefused extends Error {}

/**
 * Where WeChat Pay says how a transfer ended. It repeats what is not answered with 200 within five seconds, up to some
 * days: so 200 comes after the outcome is kept, and anything that goes wrong on our side is a 500.
 */
export function transferCallback(options: TransferCallbackOptions): Middleware {
  return async (ctx) => {
    if (ctx.method !== "POST") {
      ctx.status = 405;
      return;
    }
    try {
      await take(ctx, options);
      ctx.status = 200;
      ctx.body = "";
    } catch (error) {
      if (!(error instanceof NotificationRefused)) {
        options.count("wxpay.failed");
        throw error;
      }
      options.count(`wxpay.refused.${error.message}`);
      ctx.status = error.message === "form" ? 400 : 401;
      ctx.body = { code: "FAIL", message: "refused" };
    }
  };
}

async function take(ctx: Koa, { mchId, v3Key, platform, now, onOutcome, count }: TransferCallbackOptions) {
  const body = await readText(ctx);
  const headers = Object.fromEntries(Object.entries(ctx.headers).map(([name, value]) => [name, String(value)]));
  // Unsigned, stale, or one of the probes with a wrong signature that WeChat Pay sends to see whether we look.
  if (signatureFlaw({ headers, body }, platform, now())) throw new NotificationRefused("signature");
  const notification = Notification.safeParse(parseJson(body));
  if (!notification.success) throw new NotificationRefused("form");
  const { id, event_type, resource } = notification.data;
  count(event_type === finished ? "wxpay.transfer" : "wxpay.other");
  // Of other products of the merchant: taken, so that it is not repeated.
  if (event_type !== finished) return;
  const { billNo, mchId: told, outcome } = opened(resource, v3Key);
  if (told !== undefined && told !== mchId) throw new NotificationRefused("form");
  await onOutcome(billNo, outcome, id);
}

function opened(resource: z.infer<typeof Notification>["resource"], v3Key: string) {
  try {
    return readNotified(openResource(resource, v3Key));
  } catch {
    throw new NotificationRefused("form");
  }
}

async function readText(ctx: Koa): Promise<string> {
  try {
    return await readBody(ctx.req, { limit: "64kb", encoding: "utf8" });
  } catch {
    throw new NotificationRefused("form");
  }
}
