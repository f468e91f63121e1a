import type { MyIncome } from "./wire";

/** What WeChat is asked to open, so that a person takes their transfer. */
export type Confirmation = NonNullable<MyIncome["parts"][number]["confirm"]>;

/** Ids of companies; those of mini-programs start with `wx`. */
const companyId = /^ww/;
/** What the sandbox's stand-in for WeChat Pay answers. */
const standIns = /^sandbox-/;

/** Where a transfer is taken that cannot be taken here. */
export function placeText({ appId, package: packageInfo }: Confirmation): string {
  if (standIns.test(packageInfo)) return "这是演示环境，请到沙箱的聊天里打开这个红包";
  return companyId.test(appId) ? "请在微信里进入企业微信插件，打开“达标”收款" : "请在微信里打开“达标”小程序收款";
}

export const oldWechatText = "微信版本太旧，请先更新微信再来收款";
export const notOpenedText = "收款页面没有打开，请下拉刷新后再试";
/** The page was shown, or closed by the person: what became of the money is for the server to say. */
export const wasShown = (message: string) => /:ok|cancel|close/.test(message);
