import { createHash, createHmac, createPrivateKey, createPublicKey, X509Certificate } from "node:crypto";
import { redPacketFields } from "../../../bot/pay/wecom/redPacketFields";
import {
  outcomeOfQuery as packetQuery,
  outcomeOfSending as packetSending,
} from "../../../bot/pay/wecom/redPacketOutcome";
import {
  hasValidSign,
  type PayFields,
  queryString,
  signHmac,
  signMd5,
  signWorkwx,
} from "../../../bot/pay/wecom/signV2";
import { readXmlBody, xmlBody } from "../../../bot/pay/wecom/xmlBody";
import { signatureFlaw } from "../../../bot/pay/wxpay/checkSigned";
import {
  answerText,
  authorizationHeader,
  isSignedBy,
  openResource,
  requestText,
  signRsa,
} from "../../../bot/pay/wxpay/signV3";
import { transferBody } from "../../../bot/pay/wxpay/transferBody";
import { outcomeOfQuery, outcomeOfSending } from "../../../bot/pay/wxpay/transferOutcome";
import { sealResource } from "../../../bot/sandbox/pay/sealResource";
import { describeShared, hasShared, readShared } from "../../shared";
import { billOf } from "./bill";

interface PayVector {
  kind: string;
  note?: string;
  input: Record<string, string> & {
    params: PayFields;
    fields: PayFields;
    json: Record<string, never>;
    object?: PayFields;
    headers: Record<string, string>;
  };
  expected: Record<string, string> & { valid?: boolean; error?: boolean; keys: string[] };
}

const all: PayVector[] = hasShared ? JSON.parse(readShared("wecom-vectors.json")) : [];
const table = (...kinds: string[]) =>
  all
    .filter(({ kind }) => kinds.some((one) => kind === one || (one.endsWith("*") && kind.startsWith(one.slice(0, -1)))))
    .map((vector, index) => [`${index} ${vector.kind} ${vector.note ?? ""}`, vector] as const);

const keyOf = ({ certificatePem, platformCertificatePem, publicKeyPem }: Record<string, string>) =>
  publicKeyPem
    ? createPublicKey(publicKeyPem)
    : new X509Certificate(certificatePem ?? platformCertificatePem!).publicKey;

describeShared("payment protocol v2 against independent vectors", () => {
  it("has them all", () => {
    expect(table("mch_v2_sign_md5")).toHaveLength(86);
    expect(table("mch_v2_sign_hmac")).toHaveLength(5);
    expect(table("workwx_sign")).toHaveLength(3);
    expect(table("pay_v2_*")).toHaveLength(21);
    expect(table("wxpay_v3_*")).toHaveLength(29);
    expect(table("pay_v3_json:*")).toHaveLength(12);
  });

  it.each(table("mch_v2_sign_md5"))("signs by MD5 %s", (_, { input, expected }) => {
    expect(signMd5(input.params, input.key!)).toBe(expected.sign);
    expect(hasValidSign({ ...input.params, sign: expected.sign! }, input.key!)).toBe(true);
    expect(hasValidSign({ ...input.params, sign: expected.sign!, x: "1" }, input.key!)).toBe(false);
  });

  it.each(table("mch_v2_sign_hmac"))("signs by HMAC %s", (_, { input, expected }) => {
    expect(signHmac(input.params, input.key!)).toBe(expected.sign);
    expect(hasValidSign({ ...input.params, sign: expected.sign! }, input.key!)).toBe(true);
  });

  it.each(table("mch_v2_verify"))("verifies %s", (_, { input, expected }) => {
    const fields = readXmlBody(input.xml!)!;
    expect(hasValidSign(fields, input.key!)).toBe(expected.valid);
    expect(hasValidSign({ ...fields, body: "tampered" }, input.key!)).toBe(!expected.valid);
  });

  it.each(table("mch_v2_query_string"))("joins %s", (_, { input, expected }) => {
    expect(queryString(input.params)).toBe(expected.string);
  });

  it.each(table("workwx_sign"))("signs for WeCom %s", (_, { input, expected }) => {
    expect(`${queryString(input.fields)}&secret=${input.secret}`).toBe(expected.stringSignTemp);
    expect(signWorkwx(input.fields, input.secret!)).toBe(expected.workwx_sign);
  });

  it.each(table("md5_with_key"))("hashes the empty text with %s", (_, { input, expected }) => {
    const sign = input.suffix === "&key=" ? signMd5 : signWorkwx;
    expect(sign({}, input.key!).toLowerCase()).toBe(expected.md5);
  });

  it.each(table("paytool_hmac"))("agrees on HMAC with %s", (_, { input, expected }) => {
    const digest = createHmac("sha256", input.secret!).update(queryString(input.fields)).digest("base64");
    expect(digest).toBe(expected.sig);
  });

  it.each(table("pay_v2_xml_parse"))("reads %s", (_, { input, expected }) => {
    const flat = Object.entries(expected).filter(([, value]) => typeof value === "string");
    expect(readXmlBody(input.xml!)).toEqual(Object.fromEntries(flat));
  });

  it.each(table("pay_v2_xml_build"))("writes %s", (_, { input, expected }) => {
    expect(xmlBody(input.object ?? input.text ?? "")).toBe(expected.xml);
  });

  it.each(table("pay_v2_xml_parse"))(
    "never takes another's answer, or half of one, for a paid bill: %s",
    (_, { input }) => {
      const outcome = packetSending(readXmlBody(input.xml!)!, billOf(), { mchId: "1900000109", now: new Date(0) });
      expect(outcome.kind).toBe("unknown");
      expect(packetQuery(readXmlBody(input.xml!)!, { billNo: billOf().billNo, mchId: "1900000109" }).kind).toBe(
        "unknown",
      );
    },
  );

  const sample = (name: string) => all.find(({ kind }) => kind === `pay_v2_fields:${name}`)!;

  it("asks for a packet with the fields of the documentation, and the app instead of a sender", () => {
    const { expected } = sample("SendPayMarketingTransfersWeWorkRedPackRequest");
    const ours = redPacketFields({ mchId: "1", apiKey: "k", corpId: "ww", agentId: 1, paySecret: "s" }, billOf());
    const senders = ["sender_header_media_id", "sender_name"];
    expect(Object.keys(ours).sort()).toEqual(
      [...expected.keys.filter((name) => !senders.includes(name)), "agentid"].sort(),
    );
  });

  it("reads the documentation's answers", () => {
    const sent = sample("SendPayMarketingTransfersWeWorkRedPackResponse").input.json as Record<string, string>;
    const bill = billOf({ billNo: sent.mch_billno, amountFen: Number(sent.total_amount), openid: sent.re_openid });
    const asked = { mchId: sent.mch_id!, now: new Date(0) };
    expect(packetSending(sent, bill, asked)).toEqual({ kind: "accepted", providerNo: "235785324578098" });
    const found = sample("GetPayMarketingTransfersWeWorkRedPackResponse").input.json as Record<string, string>;
    const expected = { billNo: found.mch_billno!, amountFen: Number(found.total_amount), mchId: found.mch_id! };
    expect(packetQuery(found, expected)).toEqual({ kind: "received", providerNo: "43235678654322356" });
  });
});

describeShared("payment protocol v3 against independent vectors", () => {
  it.each(table("wxpay_v3_sign_string"))("puts together %s", (_, { input, expected }) => {
    const { method, url, timestamp, nonce, body } = input;
    expect(requestText(method!, url!, { timestamp: timestamp!, nonce: nonce!, body: body! })).toBe(expected.string);
  });

  it.each(table("wxpay_v3_response_string"))("puts together %s", (_, { input, expected }) => {
    const { timestamp, nonce, body } = input;
    expect(answerText({ timestamp: timestamp!, nonce: nonce!, body: body! })).toBe(expected.string);
  });

  it.each(table("wxpay_v3_sign"))("signs %s", (_, { input, expected }) => {
    const key = createPrivateKey(input.privateKeyPem!.replaceAll("TESTING", "PRIVATE"));
    expect(signRsa(input.message!, key)).toBe(expected.signature);
  });

  it.each(table("wxpay_v3_verify"))("verifies %s", (_, { input, expected }) => {
    expect(isSignedBy(input.message!, input.signature!, keyOf(input))).toBe(expected.valid);
  });

  it.each(table("wxpay_v3_authorization"))("writes %s", (_, { input, expected }) => {
    const { mchid: mchId = "", nonce_str: nonce = "", serial_no: serial = "", signature = "", timestamp = "" } = input;
    expect(authorizationHeader({ mchId, nonce, serial, signature, timestamp })).toBe(expected.header);
  });

  it.each(table("wxpay_v3_gcm_decrypt"))("opens %s", (_, { input, expected }) => {
    const { ciphertext = "", nonce = "", associated_data } = input;
    const plain = openResource({ ciphertext, nonce, associated_data }, input.key!);
    if (expected.plaintext !== undefined) expect(plain).toBe(expected.plaintext);
    else expect(new X509Certificate(plain).serialNumber).toBe(expected.plaintext_is_x509_with_serial);
  });

  it.each(table("wxpay_v3_gcm_encrypt"))("seals, and opens again, %s", (_, { input, expected }) => {
    const { key = "", nonce = "", associated_data = "", plaintext = "" } = input;
    expect(sealResource(plaintext, { key, nonce, associatedData: associated_data })).toBe(expected.ciphertext);
    expect(openResource({ ciphertext: expected.ciphertext!, nonce, associated_data }, key)).toBe(plaintext);
  });

  it.each(table("wxpay_v3_gcm_reject"))("refuses %s", (_, { input }) => {
    const { ciphertext = "", nonce = "", associated_data } = input;
    expect(() => openResource({ ciphertext, nonce, associated_data }, input.key!)).toThrow();
  });

  it.each(table("wxpay_v3_notify"))("checks and opens %s", (_, { input, expected }) => {
    const headers = Object.fromEntries(
      Object.entries(input.headers).map(([name, value]) => [name.toLowerCase(), value]),
    );
    const platform = { id: input.headers["Wechatpay-Serial"]!, key: keyOf(input) };
    const at = new Date(Number(input.headers["Wechatpay-Timestamp"]) * 1000);
    const flaw = (body: string, now = at, key = platform) => signatureFlaw({ headers, body }, key, now);
    expect(flaw(input.body!)).toBeUndefined();
    expect(flaw(`${input.body} `)).toBe("signature");
    expect(flaw(input.body!, new Date(at.getTime() + 301_000))).toBe("stale");
    expect(flaw(input.body!, new Date(at.getTime() - 301_000))).toBe("stale");
    expect(flaw(input.body!, at, { ...platform, id: "other" })).toBe("another key");
    const { event_type, resource } = JSON.parse(input.body!);
    expect(event_type).toBe(expected.event_type);
    expect(openResource(resource, input.apiV3Key!)).toBe(expected.resource_plaintext);
  });

  it.each(table("sha"))("hashes %s", (_, { input, expected }) => {
    expect(createHash("sha1").update(input.text!).digest("hex")).toBe(expected.sha1);
  });

  it("asks for a transfer with fields of the documentation, with the person unnamed", () => {
    const [[, { expected }]] = table("pay_v3_json:CreateFundAppMerchantTransferBillRequest") as [[string, PayVector]];
    const body = transferBody(
      { corpId: "ww", sceneId: "1000", notifyUrl: "https://dabiao.test/wxpay/callback" },
      billOf(),
    );
    const left = ["user_name", "user_recv_perception"];
    expect(Object.keys(body).sort()).toEqual(expected.keys.filter((name) => !left.includes(name)));
  });

  it.each(table("pay_v3_json:*"))(
    "reads the answer %s, and takes it for no other bill",
    (_, { kind, input, expected }) => {
      expect(Object.keys(input.json).sort()).toEqual(expected.keys);
      const {
        out_bill_no: billNo = "",
        mch_id: mchId = "",
        state = "",
        transfer_amount,
      } = input.json as Record<string, string>;
      const answer = { status: 200, body: JSON.stringify(input.json), isTrusted: true };
      const bill = billOf({ billNo, openid: input.json.openid ?? "", amountFen: Number(transfer_amount ?? 1) });
      const asked = { mchId, now: new Date(0) };
      const isTransfer = billNo !== "" && state !== "" && kind.endsWith("Response");
      const known = state === "SUCCESS" ? "received" : "accepted";
      expect(outcomeOfSending(answer, bill, asked).kind).toBe(isTransfer ? known : "unknown");
      expect(outcomeOfSending(answer, billOf(), asked).kind).toBe("unknown");
      expect(outcomeOfQuery({ ...answer, isTrusted: false }, { ...bill, mchId }).kind).toBe("unknown");
    },
  );
});
