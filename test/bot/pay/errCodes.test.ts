import { outcomeOfQuery, outcomeOfSending } from "../../../bot/pay/wecom/redPacketOutcome";
import { readXmlBody, xmlBody } from "../../../bot/pay/wecom/xmlBody";
import {
  outcomeOfQuery as transferQuery,
  outcomeOfSending as transferSending,
} from "../../../bot/pay/wxpay/transferOutcome";
import type { BillOutcome } from "../../../domain/context";
import { billOf } from "./bill";

const bill = billOf();
const mchId = "1900000109";
const now = new Date("2026-05-11T02:00:00Z");
const refusal = { return_code: "SUCCESS", result_code: "FAIL", mch_billno: bill.billNo, mch_id: mchId };
const sent = (answer: Record<string, string>) => outcomeOfSending(answer, bill, { mchId, now });
const asked = (answer: Record<string, string>) =>
  outcomeOfQuery(answer, { billNo: bill.billNo, amountFen: 1000, mchId });

const meaning: Record<string, string[]> = {
  unknown: ["SYSTEMERROR", "PROCESSING", "FATAL_ERROR", "NOT_FOUND"],
  failed: ["SEND_FAILED"],
  "later 60": ["FREQ_LIMIT", "SECOND_OVER_LIMITED", "TIME_LIMITED"],
  "later 79500": ["SENDNUM_LIMIT", "SENDAMOUNT_LIMIT", "RCVDAMOUNT_LIMIT", "DAY_OVER_LIMITED"],
  stopped: [
    ["NOTENOUGH", "MONEY_LIMIT", "AMOUNT_LIMIT", "NO_AUTH", "NOAUTH", "NO_COMPETENCE", "API_METHOD_CLOSED"],
    ["V2_ACCOUNT_SIMPLE_BAN", "SIGN_ERROR", "WORKWX_SIGN_ERROR", "WORKWX_MCHID_ERROR", "CA_ERROR", "XML_ERROR"],
    ["PARAM_ERROR", "ILLEGAL_APPID", "OPENID_ERROR", "HTTP_METHOD_ERROR"],
  ].flat(),
};
const rows = Object.entries(meaning).flatMap(([kind, codes]) => codes.map((code) => [code, kind] as const));
const named = (outcome: BillOutcome) => (outcome.kind === "later" ? `later ${outcome.afterSeconds}` : outcome.kind);

describe("what a code of the v2 protocol means for a bill", () => {
  it.each(rows)("takes %s for %s", (code, kind) => {
    expect(named(sent({ ...refusal, err_code: code }))).toBe(kind);
    expect(sent({ ...refusal, err_code: code })).toMatchObject({ error: code });
  });

  it.each(["NEW_CODE", "", "0", "268458547", "toString", "constructor"])(
    "takes %s, which it does not know, for unknown",
    (code) => {
      expect(sent({ ...refusal, err_code: code }).kind).toBe("unknown");
    },
  );

  it("lets nothing but a repeated number say that a bill failed", () => {
    const failed = { ...refusal, err_code: "SEND_FAILED" };
    expect(sent({ ...failed, mch_billno: "" }).kind).toBe("unknown");
    expect(sent({ ...failed, mch_billno: "other" }).kind).toBe("unknown");
    expect(sent({ ...failed, mch_id: "1" }).kind).toBe("unknown");
    expect(sent({ ...failed, total_amount: "1" }).kind).toBe("unknown");
    expect(sent({ ...failed, total_amount: "1000" }).kind).toBe("failed");
    // Nothing is lost by believing the others: the same bill is sent again.
    const { mch_billno, mch_id, ...bare } = refusal;
    expect(sent({ ...bare, err_code: "NOTENOUGH" }).kind).toBe("stopped");
    expect(sent({ ...refusal, mch_billno: "other", err_code: "NOTENOUGH" }).kind).toBe("unknown");
  });

  const good = { ...refusal, result_code: "SUCCESS", total_amount: "1000", re_openid: bill.openid, send_listid: "7" };
  it.each([
    ["return_code", "FAIL"],
    ["return_code", ""],
    ["result_code", ""],
    ["mch_billno", "other"],
    ["mch_billno", ""],
    ["mch_id", "1"],
    ["total_amount", "10000"],
    ["total_amount", ""],
    ["re_openid", "oSandbox-bob"],
  ])("does not take a bill for sent when %s is '%s'", (name, value) => {
    expect(sent(good)).toEqual({ kind: "accepted", providerNo: "7" });
    expect(sent({ ...good, [name]: value }).kind).toBe("unknown");
  });

  const found = { ...good, detail_id: "8" };
  it.each([
    ["SENDING", { kind: "accepted", providerNo: "8" }],
    ["SENT", { kind: "paid", providerNo: "8" }],
    ["RECEIVED", { kind: "received", providerNo: "8" }],
    ["RFUND_ING", { kind: "paid", providerNo: "8" }],
    ["REFUND", { kind: "refunded", providerNo: "8" }],
    ["FAILED", { kind: "failed", error: "FAILED" }],
    ["LOST", { kind: "unknown", error: "status LOST" }],
    ["", { kind: "unknown", error: "status " }],
    ["valueOf", { kind: "unknown", error: "status valueOf" }],
  ])("reads the status %s", (status, outcome) => {
    expect(asked({ ...found, status })).toEqual(outcome);
    expect(asked({ ...found, status, mch_billno: "other" }).kind).toBe("unknown");
    expect(asked({ ...found, status, total_amount: "999" }).kind).toBe("unknown");
  });

  it("takes not found for absent, and any other refused question for nothing", () => {
    expect(asked({ ...refusal, err_code: "NOT_FOUND" })).toEqual({ kind: "absent" });
    expect(asked({ ...refusal, err_code: "NOT_FOUND", mch_billno: "other" }).kind).toBe("unknown");
    for (const [code] of rows)
      if (code !== "NOT_FOUND") expect(asked({ ...refusal, err_code: code })).toEqual({ kind: "unknown", error: code });
  });

  it.each([
    "",
    "<xml>",
    "<xml><a>1</a></xml><xml/>",
    '<!DOCTYPE x [<!ENTITY a "b">]><xml><a>&a;</a></xml>',
    "<html/>",
    "{}",
  ])("reads nothing out of %s", (text) => {
    expect(readXmlBody(text)).toBeUndefined();
  });

  it("holds no signature against an answer with a list in it", () => {
    const text = xmlBody({ ...found, sign: "X" });
    expect(readXmlBody(text)).toEqual({ ...found, sign: "X" });
    const nested = text.replace("</xml>", "<hblist><hbinfo><amount>1</amount></hbinfo></hblist></xml>");
    expect(readXmlBody(nested)).toEqual(found);
  });

  it("takes a field that is there twice for none", () => {
    const text = xmlBody(good).replace("</xml>", "<mch_billno>other</mch_billno></xml>");
    expect(sent(readXmlBody(text)!).kind).toBe("unknown");
  });

  it.each(["恭喜<发>财 & 再来", "]]>", " 两头空格 ", "a & b"])("writes %j so that it is read as it was", (wishing) => {
    const read = readXmlBody(xmlBody({ wishing }))!;
    expect(read.wishing?.trim()).toBe(wishing.trim());
  });
});

describe("what a code of the v3 protocol means for a bill", () => {
  const answer = (code: string, status = 400, isTrusted = true) => ({
    status,
    body: JSON.stringify({ code }),
    isTrusted,
  });
  it.each([
    ["SYSTEM_ERROR", "unknown"],
    ["ALREADY_EXISTS", "unknown"],
    ["NOT_FOUND", "unknown"],
    ["NEW_CODE", "unknown"],
    ["constructor", "unknown"],
    ["FREQUENCY_LIMITED", "later 60"],
    ["RATELIMIT_EXCEEDED", "later 60"],
    ["QUOTA_EXCEED", "later 79500"],
    ["NOT_ENOUGH", "stopped"],
    ["NO_AUTH", "stopped"],
    ["PARAM_ERROR", "stopped"],
    ["INVALID_REQUEST", "stopped"],
    ["SIGN_ERROR", "stopped"],
  ])("takes %s for %s, signed or not, and none for failed", (code, kind) => {
    for (const isTrusted of [true, false])
      expect(named(transferSending(answer(code, 400, isTrusted), bill, { mchId, now }))).toBe(kind);
    expect(transferQuery(answer(code), { billNo: bill.billNo, mchId }).kind).toBe("unknown");
  });

  it("takes not found for absent when it is signed", () => {
    expect(transferQuery(answer("NOT_FOUND", 404), { billNo: bill.billNo, mchId })).toEqual({ kind: "absent" });
    expect(transferQuery(answer("NOT_FOUND", 404, false), { billNo: bill.billNo, mchId }).kind).toBe("unknown");
    expect(transferQuery(answer("OTHER", 404), { billNo: bill.billNo, mchId }).kind).toBe("unknown");
  });

  const transfer = {
    out_bill_no: bill.billNo,
    transfer_bill_no: "9",
    mch_id: mchId,
    transfer_amount: 1000,
    openid: bill.openid,
  };
  const told = (change: object, isTrusted = true) =>
    transferQuery({ status: 200, body: JSON.stringify({ ...transfer, ...change }), isTrusted }, { ...bill, mchId });
  it.each([
    ["ACCEPTED", "accepted"],
    ["PROCESSING", "accepted"],
    ["WAIT_USER_CONFIRM", "accepted"],
    ["TRANSFERING", "accepted"],
    ["CANCELING", "accepted"],
    ["SUCCESS", "received"],
    ["FAIL", "failed"],
    ["CANCELLED", "failed"],
    ["NEW", "unknown"],
    ["toString", "unknown"],
  ])("reads the state %s as %s, of the bill that was asked about", (state, kind) => {
    expect(told({ state }).kind).toBe(kind);
    expect(told({ state }, false).kind).toBe("unknown");
    for (const change of [{ out_bill_no: "x" }, { transfer_amount: 1 }, { openid: "x" }, { mch_id: "1" }])
      expect(told({ state, ...change }).kind).toBe("unknown");
  });

  it.each([
    ["OVERDUE_CLOSE", "lapsed"],
    ["PAYEE_ACCOUNT_ABNORMAL", "failed"],
    ["MCH_CANCEL", "failed"],
    [undefined, "failed"],
  ])("takes a transfer that failed with %s for %s", (fail_reason, kind) => {
    expect(told({ state: "FAIL", fail_reason }).kind).toBe(kind);
    expect(told({ state: "CANCELLED", fail_reason }).kind).toBe("failed");
  });

  it("keeps what opens the page only while there is something to confirm, and only in its size", () => {
    const packageInfo = "p".repeat(1024);
    const waiting = (state: string, package_info = packageInfo) => told({ state, package_info });
    expect(waiting("WAIT_USER_CONFIRM")).toMatchObject({ isToConfirm: true, packageInfo });
    expect(waiting("TRANSFERING")).toMatchObject({ isToConfirm: true, packageInfo });
    for (const state of ["ACCEPTED", "PROCESSING", "CANCELING"])
      expect(waiting(state)).toEqual({ kind: "accepted", providerNo: "9" });
    expect(waiting("WAIT_USER_CONFIRM", `${packageInfo}p`).kind).toBe("unknown");
  });
});
