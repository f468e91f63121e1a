import type { Bill } from "../../../domain/context";

/**
 * What a merchant may transfer money for, and what WeChat wants reported with it (doc 4013774588): 1000 现金营销,
 * 1005 佣金报酬. Which of them a merchant has is decided when it applies.
 */
const scenes = {
  "1000": ({ actName, wishing }: Bill) => [
    ["活动名称", actName],
    ["奖励说明", wishing],
  ],
  "1005": ({ actName }: Bill) => [
    ["岗位类型", "员工"],
    ["报酬说明", actName],
  ],
} satisfies Record<string, (bill: Bill) => [type: string, content: string][]>;

export type SceneId = keyof typeof scenes;
export const sceneIds = Object.keys(scenes) as SceneId[];

const mostCharacters = 32;
const cut = (text: string) => [...text].slice(0, mostCharacters).join("");

/** What is frozen of a bill always makes the same body, to the byte. */
export function transferBody(
  { corpId, sceneId, notifyUrl }: { corpId: string; sceneId: SceneId; notifyUrl?: string },
  bill: Bill,
) {
  return {
    appid: bill.appId ?? corpId,
    out_bill_no: bill.billNo,
    transfer_scene_id: sceneId,
    openid: bill.openid,
    transfer_amount: bill.amountFen,
    // What the person reads when they confirm.
    transfer_remark: cut(bill.actName),
    ...(notifyUrl && { notify_url: notifyUrl }),
    transfer_scene_report_infos: scenes[sceneId](bill).map(([info_type, content]) => ({
      info_type,
      info_content: cut(content ?? ""),
    })),
  };
}
