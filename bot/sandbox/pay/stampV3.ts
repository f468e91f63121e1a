import { randomBytes } from "node:crypto";
import { answerText, signRsa } from "../../pay/wxpay/signV3";
import type { DeskKeys } from "./DeskKeys";
import type { PayDesk } from "./PayDesk";

/** The headers that sign a message of the provider. */
export function stampV3(body: string, { faults, now }: PayDesk, { platform }: DeskKeys): Record<string, string> {
  const wrongSeconds = faults.has("payClock") ? 600 : 0;
  const timestamp = String(Math.floor(now().getTime() / 1000) - wrongSeconds);
  const nonce = randomBytes(16).toString("hex");
  const text = answerText({ timestamp, nonce, body: faults.has("payBadSignature") ? `${body} ` : body });
  return {
    "Wechatpay-Timestamp": timestamp,
    "Wechatpay-Nonce": nonce,
    "Wechatpay-Serial": platform.id,
    "Wechatpay-Signature": signRsa(text, platform.key),
  };
}
