import Router from "@koa/router";
import type { Context } from "koa";
import readBody from "raw-body";
import { signHmac, signMd5, signWorkwx } from "../../pay/wecom/signV2";
import { readXmlBody, xmlBody } from "../../pay/wecom/xmlBody";
import { type DeskBill, DeskRefusal } from "./DeskBill";
import type { DeskKeys } from "./DeskKeys";
import { deskStatement } from "./deskStatement";
import { answerAsSwitched } from "./misbehave";
import type { PayDesk } from "./PayDesk";

type Fields = Record<string, string>;

/** Whose red packets these are. */
export interface DeskApp {
  corpId: string;
  agentId: number;
  /** The mini-program, where people confirm transfers in one. */
  wechatAppId?: string;
}

const sendingMs = 1000;
const redPacketMinFen = 100;

/** The stand-in's v2 protocol: red packets (docs 90275, 90276) and statements. Without TLS, and so without certificates. */
export function redPacketRoutes(desk: PayDesk, keys: DeskKeys, app: DeskApp): Router {
  const router = new Router({ prefix: "/sandbox/pay" });
  const on = (path: string, isSending: boolean, answer: (fields: Fields) => Fields) =>
    router.post(path, async (ctx) => {
      const fields = await readFields(ctx);
      const run = () => {
        checkSign(fields, signMd5(fields, keys.apiKey));
        return answer(fields);
      };
      const answered = await answerAsSwitched(ctx, desk, { isSending, run });
      if (!answered) return;
      ctx.body = xmlBody("told" in answered ? signed(answered.told, desk, keys) : refusal(answered.refused, fields));
      ctx.type = "text/xml";
    });

  on("/mmpaymkttransfers/sendworkwxredpack", true, (fields) => {
    checkRequest(fields, keys, app);
    const { act_name: actName = "", wishing = "", mch_billno: billNo = "", re_openid: openid = "" } = fields;
    const { sign, nonce_str, workwx_sign, ...request } = fields;
    const amountFen = Number(fields.total_amount);
    const order = {
      protocol: "wecom",
      billNo,
      openid,
      amountFen,
      wishing,
      actName,
      request: JSON.stringify(request),
    } as const;
    const bill = desk.accept(order);
    if (bill.state === "failed") throw new DeskRefusal("SEND_FAILED");
    const { mch_id = "", wxappid = "" } = fields;
    const amount = String(bill.amountFen);
    return {
      mch_billno: billNo,
      mch_id,
      wxappid,
      re_openid: openid,
      total_amount: amount,
      send_listid: bill.providerNo,
    };
  });

  on("/mmpaymkttransfers/queryworkwxredpack", false, ({ mch_billno = "", mch_id = "" }) => {
    const bill = desk.find(mch_billno);
    if (bill?.protocol !== "wecom") throw new DeskRefusal("NOT_FOUND");
    return {
      mch_billno,
      mch_id,
      detail_id: bill.providerNo,
      status: statusOf(bill, desk.now()),
      send_type: "API",
      total_amount: String(bill.amountFen),
      openid: bill.openid,
      wishing: bill.wishing,
      act_name: bill.actName,
    };
  });

  router.post("/pay/downloadfundflow", async (ctx) => {
    const fields = await readFields(ctx);
    const run = () => {
      checkSign(fields, signHmac(fields, keys.apiKey));
      const day = (fields.bill_date ?? "").replace(/^(\d{4})(\d{2})(\d{2})$/, "$1-$2-$3");
      const file = fields.account_type === "Basic" ? deskStatement(desk, day) : undefined;
      if (!file) throw new DeskRefusal("NO_BILL_EXIST");
      return file.bytes;
    };
    const answered = await answerAsSwitched(ctx, desk, { isSending: false, run });
    if (answered) ctx.body = "told" in answered ? answered.told : xmlBody(refusal(answered.refused, {}));
  });
  return router;
}

async function readFields(ctx: Context): Promise<Fields> {
  return readXmlBody(await readBody(ctx.req, { limit: "64kb", encoding: "utf8" })) ?? {};
}

function checkSign(fields: Fields, expected: string) {
  if (fields.sign !== expected) throw new DeskRefusal("SIGN_ERROR");
}

const bytes = (text = "") => Buffer.byteLength(text);

function checkRequest(fields: Fields, keys: DeskKeys, app: DeskApp) {
  const {
    act_name = "",
    mch_billno = "",
    mch_id = "",
    nonce_str = "",
    re_openid = "",
    total_amount = "",
    wxappid = "",
  } = fields;
  const signedByWecom = { act_name, mch_billno, mch_id, nonce_str, re_openid, total_amount, wxappid };
  // The real one answers SYSTEMERROR to a wrong one, for which many have looked in vain.
  if (fields.workwx_sign !== signWorkwx(signedByWecom, keys.paySecret)) throw new DeskRefusal("SYSTEMERROR");
  if (mch_id !== keys.mchId) throw new DeskRefusal("WORKWX_MCHID_ERROR");
  if (wxappid !== app.corpId) throw new DeskRefusal("ILLEGAL_APPID");
  const isFine =
    /^[0-9a-zA-Z]{1,28}$/.test(mch_billno) &&
    /^\d+$/.test(total_amount) &&
    nonce_str.length > 0 &&
    nonce_str.length <= 32 &&
    fields.agentid === String(app.agentId) &&
    bytes(act_name) <= 32 &&
    bytes(fields.wishing) <= 128 &&
    bytes(fields.remark) <= 256 &&
    // Each has to say something.
    [act_name, fields.wishing, fields.remark].every((text) => text);
  if (!isFine) throw new DeskRefusal("PARAM_ERROR");
  if (!re_openid.startsWith("oSandbox-")) throw new DeskRefusal("OPENID_ERROR");
  if (Number(total_amount) < redPacketMinFen) throw new DeskRefusal("MONEY_LIMIT");
}

function statusOf({ state, acceptedAt }: DeskBill, now: Date): string {
  if (state === "waiting") return now.getTime() - acceptedAt.getTime() < sendingMs ? "SENDING" : "SENT";
  return { received: "RECEIVED", refunded: "REFUND", failed: "FAILED" }[state];
}

function signed(told: Fields, { faults }: PayDesk, { apiKey }: DeskKeys): Fields {
  const answer: Fields = { return_code: "SUCCESS", return_msg: "ok", result_code: "SUCCESS", ...told };
  if (faults.has("payOtherBill")) answer.mch_billno = `${answer.mch_billno}`.replace(/.$/, "X");
  const sign = signMd5(answer, faults.has("payBadSignature") ? "another key" : apiKey);
  return { ...answer, sign };
}

/** Like the real one it repeats little of what it was asked, and nothing where it is in trouble. */
function refusal(code: string, { mch_billno, mch_id }: Fields): Fields {
  const repeated: Fields = code === "SYSTEMERROR" || !mch_billno || !mch_id ? {} : { mch_billno, mch_id };
  const words = { err_code: code, err_code_des: "sandbox" };
  return { return_code: "SUCCESS", return_msg: "sandbox", result_code: "FAIL", ...words, ...repeated };
}
