import { randomBytes, randomUUID } from "node:crypto";
import type { DeskBill } from "./DeskBill";
import type { DeskKeys } from "./DeskKeys";
import type { PayDesk } from "./PayDesk";
import { sealResource } from "./sealResource";
import { stampV3 } from "./stampV3";
import { transferOf } from "./transferOf";

const notifyTries = 3;
const notifyTimeoutMs = 5000;

/** Tells the merchant how a transfer ended, until it is answered with 200. */
export async function notifyTransfer(bill: DeskBill, desk: PayDesk, keys: DeskKeys): Promise<void> {
  if (!bill.notifyUrl || bill.state === "waiting") return;
  const nonce = randomBytes(6).toString("hex");
  const sealing = { key: keys.v3Key, nonce, associatedData: "mch_payment" };
  const ciphertext = sealResource(JSON.stringify(transferOf(bill, desk, keys)), sealing);
  const body = JSON.stringify({
    id: randomUUID(),
    create_time: desk.now(),
    resource_type: "encrypt-resource",
    event_type: "MCHTRANSFER.BILL.FINISHED",
    summary: "商家转账单据终态通知",
    resource: {
      original_type: "mch_payment",
      algorithm: "AEAD_AES_256_GCM",
      ciphertext,
      associated_data: "mch_payment",
      nonce,
    },
  });
  for (let tried = 0; tried < notifyTries; tried++) {
    const headers = { "content-type": "application/json", ...stampV3(body, desk, keys) };
    try {
      const signal = AbortSignal.timeout(notifyTimeoutMs);
      const response = await fetch(bill.notifyUrl, { method: "POST", headers, body, signal });
      if (response.status === 200) return;
    } catch {
      // Not answered in time: told again.
    }
  }
}
