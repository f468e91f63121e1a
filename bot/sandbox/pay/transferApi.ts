import Router from "@koa/router";
import type { Context } from "koa";
import readBody from "raw-body";
import { z } from "zod";
import { parseJson } from "../../pay/parseJson";
import { isSignedBy, requestText } from "../../pay/wxpay/signV3";
import { DeskRefusal } from "./DeskBill";
import type { DeskKeys } from "./DeskKeys";
import { deskStatement } from "./deskStatement";
import { answerAsSwitched } from "./misbehave";
import { notifyTransfer } from "./notifyTransfer";
import type { PayDesk } from "./PayDesk";
import type { DeskApp } from "./redPacketApi";
import { stampV3 } from "./stampV3";
import { failReason, shownNo, stateOf, transferOf } from "./transferOf";

const freshSeconds = 300;
const transferPath = "/v3/fund-app/mch-transfer/transfer-bills";

const Order = z.object({
  appid: z.string(),
  out_bill_no: z.string().regex(/^[0-9A-Za-z]{1,32}$/),
  transfer_scene_id: z.enum(["1000", "1005"]),
  openid: z.string().min(1).max(64),
  transfer_amount: z.number().int().positive(),
  transfer_remark: z.string().min(1).max(32),
  notify_url: z.url().optional(),
  transfer_scene_report_infos: z
    .array(z.object({ info_type: z.string().min(1).max(15), info_content: z.string().min(1).max(32) }))
    .min(1),
});

/** The v3 protocol's words and status for what the books refuse. */
const refusals: Record<string, [status: number, code: string]> = {
  SYSTEMERROR: [500, "SYSTEM_ERROR"],
  NOTENOUGH: [403, "NOT_ENOUGH"],
  FREQ_LIMIT: [429, "FREQUENCY_LIMITED"],
  SENDNUM_LIMIT: [403, "QUOTA_EXCEED"],
  RCVDAMOUNT_LIMIT: [403, "QUOTA_EXCEED"],
  SENDAMOUNT_LIMIT: [403, "QUOTA_EXCEED"],
  CA_ERROR: [401, "SIGN_ERROR"],
  SIGN_ERROR: [401, "SIGN_ERROR"],
  NOT_FOUND: [404, "NOT_FOUND"],
  NO_BILL_EXIST: [400, "NO_STATEMENT_EXIST"],
  PARAM_ERROR: [400, "PARAM_ERROR"],
};

/** The stand-in's v3 protocol: transfers that people confirm, statements, and notifications of how a transfer ended. */
export function transferRoutes(desk: PayDesk, keys: DeskKeys, app: DeskApp): Router {
  const router = new Router({ prefix: "/sandbox/pay" });
  const on = (method: "get" | "post", path: string, answer: (ctx: Context, body: string) => object) =>
    router[method](path, async (ctx) => {
      const body = await readBody(ctx.req, { limit: "64kb", encoding: "utf8" });
      const run = () => {
        checkAuthorization(ctx, body, desk, keys);
        return answer(ctx, body);
      };
      const answered = await answerAsSwitched(ctx, desk, { isSending: method === "post", run });
      if (!answered) return;
      if ("told" in answered) return say(ctx, 200, answered.told, desk, keys);
      const [status, code] = refusals[answered.refused] ?? [400, "INVALID_REQUEST"];
      say(ctx, status, { code, message: "sandbox" }, desk, keys);
    });

  on("post", transferPath, (_, body) => {
    const order = Order.safeParse(parseJson(body));
    if (!order.success || !isOpenidOf(app, order.data)) throw new DeskRefusal("PARAM_ERROR");
    const {
      out_bill_no: billNo,
      openid,
      transfer_amount: amountFen,
      transfer_remark: actName,
      notify_url,
    } = order.data;
    const texts = { wishing: order.data.transfer_scene_report_infos[1]?.info_content ?? actName, actName };
    const bill = desk.accept({
      protocol: "wxpay",
      billNo,
      openid,
      amountFen,
      ...texts,
      request: body,
      notifyUrl: notify_url,
    });
    const state = stateOf(bill);
    const told = {
      out_bill_no: shownNo(bill, desk),
      transfer_bill_no: bill.providerNo,
      create_time: bill.acceptedAt,
      state,
    };
    return state === "WAIT_USER_CONFIRM"
      ? { ...told, package_info: `sandbox-${billNo}` }
      : { ...told, ...failReason(bill) };
  });
  on("get", `${transferPath}/out-bill-no/:billNo`, (ctx) => {
    const bill = desk.find(String(ctx.params.billNo));
    if (bill?.protocol !== "wxpay") throw new DeskRefusal("NOT_FOUND");
    return transferOf(bill, desk, keys);
  });
  on("get", "/v3/bill/fundflowbill", (ctx) => {
    const file = ctx.query.account_type === "BASIC" ? deskStatement(desk, String(ctx.query.bill_date)) : undefined;
    if (!file) throw new DeskRefusal("NO_BILL_EXIST");
    const url = `${ctx.protocol}://${ctx.host}/sandbox/pay/v3/billdownload/file?token=${ctx.query.bill_date}`;
    return { hash_type: "SHA1", hash_value: file.sha1, download_url: url };
  });
  // Unsigned, as the real one.
  router.get("/v3/billdownload/file", (ctx) => {
    ctx.body = deskStatement(desk, String(ctx.query.token))?.bytes;
  });
  desk.listeners.add((bill) => void notifyTransfer(bill, desk, keys));
  return router;
}

/** An openid is one of an app's; of another it is nobody's. */
const isOpenidOf = (app: DeskApp, { appid, openid }: { appid: string; openid: string }): boolean =>
  (appid === app.corpId && openid.startsWith("oSandbox-")) ||
  (appid === app.wechatAppId && openid.startsWith("openid-"));

function checkAuthorization(ctx: Context, body: string, desk: PayDesk, keys: DeskKeys) {
  const [, list = ""] = /^WECHATPAY2-SHA256-RSA2048 (.+)$/.exec(ctx.get("authorization")) ?? [];
  const given = Object.fromEntries([...list.matchAll(/(\w+)="([^"]*)"/g)].map(([, name, value]) => [name, value]));
  const { mchid, serial_no, timestamp = "", nonce_str: nonce = "", signature = "" } = given;
  const isFresh = Math.abs(desk.now().getTime() / 1000 - Number(timestamp)) <= freshSeconds;
  const isKnown = mchid === keys.mchId && serial_no === keys.merchant.serial;
  const text = requestText(ctx.method, ctx.url, { timestamp, nonce, body });
  if (!isFresh || !isKnown || !isSignedBy(text, signature, keys.merchant.publicKey))
    throw new DeskRefusal("SIGN_ERROR");
}

function say(ctx: Context, status: number, told: object, desk: PayDesk, keys: DeskKeys) {
  const body = JSON.stringify(told);
  ctx.status = status;
  ctx.type = "application/json";
  // Whoever could not prove who they are gets an answer that proves nothing either.
  if (status !== 401) ctx.set(stampV3(body, desk, keys));
  ctx.body = body;
}
