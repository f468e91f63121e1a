import { type Confirmation, notOpenedText, placeText, wasShown } from "./transferWords";
import { tell } from "./useAction";

/** What WeChat gives to pages in its own browser. */
interface WechatBridge {
  invoke(name: string, asked: Confirmation, answered: (answer: { err_msg?: string }) => void): void;
}

const bridge = () => (window as { WeixinJSBridge?: WechatBridge }).WeixinJSBridge;

/** What the person has to do instead; undefined where WeChat can be asked here: WeCom's browser has the bridge without it. */
export function transferHint(confirmation: Confirmation): string | undefined {
  const isWechat = bridge() !== undefined && !/wxwork/i.test(navigator.userAgent);
  return isWechat ? undefined : placeText(confirmation);
}

/** Shows WeChat's page on which a transfer is taken, and answers when the person is back. */
export function confirmTransfer({ mchId, appId, package: packageInfo }: Confirmation): Promise<void> {
  return new Promise((resolve) => {
    const asked = { mchId, appId, package: packageInfo };
    bridge()?.invoke("requestMerchantTransfer", asked, ({ err_msg = "" }) => {
      if (!wasShown(err_msg)) tell(notOpenedText);
      resolve();
    });
  });
}
