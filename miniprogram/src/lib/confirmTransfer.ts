import Taro from "@tarojs/taro";
import { type Confirmation, notOpenedText, oldWechatText, placeText, wasShown } from "./transferWords";
import { tell } from "./useAction";
import { wecomApi } from "./wecomApi";

/** Newer than Taro's types (base library 3.3.0), and never promised. */
interface TransferApi {
  requestMerchantTransfer(asked: Confirmation & { success(): void; fail(error: { errMsg?: string }): void }): void;
}

/** What the person has to do instead; undefined where WeChat can be asked here. */
export function transferHint(confirmation: Confirmation): string | undefined {
  const isOurs = Taro.getAccountInfoSync().miniProgram.appId === confirmation.appId;
  if (wecomApi() || !isOurs) return placeText(confirmation);
  return Taro.canIUse("requestMerchantTransfer") ? undefined : oldWechatText;
}

/** Shows WeChat's page on which a transfer is taken, and answers when the person is back. */
export function confirmTransfer({ mchId, appId, package: packageInfo }: Confirmation): Promise<void> {
  return new Promise((resolve) => {
    (Taro as unknown as TransferApi).requestMerchantTransfer({
      mchId,
      appId,
      package: packageInfo,
      success: resolve,
      fail: ({ errMsg = "" }) => {
        if (!wasShown(errMsg)) tell(notOpenedText);
        resolve();
      },
    });
  });
}
