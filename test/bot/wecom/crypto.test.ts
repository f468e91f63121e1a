import { createCipheriv, createHash } from "node:crypto";
import { encrypt, getSignature } from "@wecom/crypto";
import fc from "fast-check";
import { CallbackRefused } from "../../../bot/wecom/CallbackRefused";
import { aesKeyBytes, decryptText, hasValidSignature, isEncodingAesKey, openEnvelope } from "../../../bot/wecom/crypto";
import { parseEnvelope } from "../../../bot/wecom/parseEnvelope";
import { readQuery } from "../../../bot/wecom/query";
import { parseXml } from "../../../bot/wecom/xml";
import { describeShared, hasShared } from "../../shared";
import { allVectors, vectorsOf } from "./vectors";

const key = "jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C";
const receiveId = "wx5823bf96d3bd56c7";
const table = (...kinds: string[]) =>
  hasShared ? vectorsOf(...kinds).map((one, index) => [`${index} ${one.note ?? ""}`, one] as const) : [];

describeShared("WeCom's crypto against independent vectors", () => {
  it.each(table("callback_signature"))("signs %s", (_, { input, expected }) => {
    expect(
      hasValidSignature(input.token!, {
        timestamp: input.timestamp!,
        nonce: input.nonce!,
        encrypt: input.encrypt!,
        signature: expected.msg_signature as string,
      }),
    ).toBe(true);
  });

  it.each(table("callback_verify"))("verifies %s", (_, { input, expected }) => {
    const { token = "", msg_signature: signature = "", timestamp = "", nonce = "", encrypt: text = "" } = input;
    expect(hasValidSignature(token, { signature, timestamp, nonce, encrypt: text })).toBe(expected.valid ?? true);
  });

  it.each(table("callback_decrypt", "callback_decrypt_json"))("decrypts %s", (_, { input, expected }) => {
    const keys = { encodingAesKey: input.encodingAESKey!, receiveId: String(expected.receiveid ?? "") };
    const text = decryptText(keys, input.encrypt!);
    if (expected.message !== undefined) expect(text).toBe(expected.message);
    else
      for (const value of Object.values(expected.fields_subset ?? {}))
        expect(JSON.stringify(parseXml(text))).toContain(value);
  });

  it.each(table("callback_decrypt_pad16", "callback_ciphertext_reject", "callback_receiveid_reject"))(
    "refuses %s",
    (_, { input, expected }) => {
      const keys = {
        encodingAesKey: input.encodingAESKey!,
        receiveId: input.receiveid ?? (expected.receiveid as string) ?? receiveId,
      };
      expect(() => decryptText(keys, input.encrypt!)).toThrow(CallbackRefused);
    },
  );

  it.each(table("callback_decrypt_reject"))("refuses the well-signed packet %s", (_, { input }) => {
    const {
      token = "",
      encodingAESKey = "",
      receiveid = "",
      msg_signature: signature = "",
      timestamp = "",
      nonce = "",
      encrypt: text = "",
    } = input;
    const keys = { token, encodingAesKey: encodingAESKey, receiveId: receiveid };
    expect(() => openEnvelope(keys, { signature, timestamp, nonce, encrypt: text })).toThrow(CallbackRefused);
    expect(hasValidSignature(token, { signature, timestamp, nonce, encrypt: text })).toBe(true);
  });

  it.each(table("callback_packet_reject"))("refuses the raw packet %s", (_, { input }) => {
    const bytes = aesKeyBytes(input.encodingAESKey!);
    const cipher = createCipheriv("aes-256-cbc", bytes, bytes.subarray(0, 16)).setAutoPadding(false);
    const text = Buffer.concat([cipher.update(Buffer.from(input.plain_packet_hex!, "hex")), cipher.final()]).toString(
      "base64",
    );
    expect(() => decryptText({ encodingAesKey: input.encodingAESKey!, receiveId: input.receiveid! }, text)).toThrow(
      CallbackRefused,
    );
  });

  it.each(table("callback_encrypt"))("encrypts %s to the same bytes", (_, { input, expected }) => {
    expect(
      encrypt(
        input.encodingAESKey!,
        input.message!,
        input.receiveid!,
        Buffer.from(input.random ?? input.random_hex!, input.random ? "utf8" : "hex"),
      ),
    ).toBe(expected.encrypt);
  });

  it.each(table("callback_echostr"))("opens the echo %s", (_, { input, expected }) => {
    const {
      token = "",
      encodingAESKey = "",
      receiveid = "",
      msg_signature: signature = "",
      timestamp = "",
      nonce = "",
      echostr = "",
    } = input;
    const keys = { token, encodingAesKey: encodingAESKey, receiveId: receiveid };
    expect(openEnvelope(keys, { signature, timestamp, nonce, encrypt: echostr })).toBe(expected.reply);
  });

  it.each(table("callback_e2e_get"))("verifies the URL %s from its raw query", (_, { input, expected }) => {
    const { echo = "", ...signed } = readQuery(input.query!);
    const keys = {
      token: input.token!,
      encodingAesKey: input.encodingAESKey!,
      receiveId: (expected.receiveid_in_packet as string) ?? input.receiveid,
    };
    expect(openEnvelope(keys, { ...signed, encrypt: echo })).toBe(expected.reply);
  });

  it.each(table("callback_e2e_post"))("opens the POST %s from query and body", (_, { input, expected }) => {
    const signed = readQuery(input.query!);
    const keys = { token: input.token!, encodingAesKey: input.encodingAESKey!, receiveId: input.receiveid! };
    expect(openEnvelope(keys, { ...signed, encrypt: parseEnvelope(input.body!).encrypt })).toEqual(
      expected.plain_xml ?? expect.stringContaining("<xml>"),
    );
  });

  it.each(table("callback_query_reject"))("refuses the query %s", (_, { input }) => {
    expect(() => readQuery(input.query!)).toThrow(CallbackRefused);
  });

  it.each(table("aes_key_reject"))("refuses the key %s", (_, { input }) => {
    expect(isEncodingAesKey(input.encodingAESKey!)).toBe(false);
  });

  it.each(table("aes_key_accept", "aes_key_bytes"))("takes the key %s", (_, { input, expected }) => {
    expect(isEncodingAesKey(input.encodingAESKey!)).toBe(true);
    expect(aesKeyBytes(input.encodingAESKey!)).toHaveLength(32);
    if (expected.bytes_hex)
      expect(
        aesKeyBytes(input.encodingAESKey!)
          .toString("hex")
          .startsWith(expected.bytes_hex as string),
      ).toBe(true);
  });

  it.each(table("sorted_sha1"))("hashes the sorted values of %s", (_, { input, expected }) => {
    const values = input.values as unknown as string[];
    if (values.length === 4) {
      const [token = "", timestamp = "", nonce = "", text = ""] = values;
      expect(getSignature(token, timestamp, nonce, text)).toBe(expected.sha1);
    } else
      expect(
        createHash("sha1")
          .update([...values].sort().join(""))
          .digest("hex"),
      ).toBe(expected.sha1);
  });

  it("knows every kind of vector: those of later parts by name", () => {
    const ours =
      /^(callback_|aes_key_|xml|passive_reply_|sorted_sha1|pkcs7_pad_32|oauth_url|gettoken_query|api_error|recipient_limits|multipart_upload|json:|http_exchange:|http_stub)/;
    const later =
      /^(mch_v2|workwx_sign|wxpay_|pay_v|jssdk_|miniprogram_|amp_sha1|md5|sha$|aes_256_ecb|paytool_hmac|aibot_)/;
    const unknown = allVectors().filter(({ kind }) => !ours.test(kind) && !later.test(kind));
    expect(unknown.map(({ kind }) => kind)).toEqual([]);
  });
});

describe("WeCom's crypto under attack", () => {
  const keys = { token: "QDG6eK", encodingAesKey: key, receiveId };
  const sealed = (text: string) => encrypt(key, text, receiveId);
  const signed = (text: string) => ({
    encrypt: text,
    timestamp: "1409659813",
    nonce: "n",
    signature: getSignature(keys.token, "1409659813", "n", text),
  });

  it("opens whatever text was sealed", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: "grapheme", maxLength: 300 }),
        (text) => openEnvelope(keys, signed(sealed(text))) === text,
      ),
    );
  });

  it("refuses 10,000 damaged, cut, padded and foreign envelopes, and fails in no other way", () => {
    const base = sealed("<xml><MsgType>text</MsgType></xml>");
    let refused = 0;
    for (let index = 0; index < 10_000; index++) {
      const bytes = Buffer.from(base, "base64");
      const place = (index * 7919) % bytes.length;
      if (index % 4 === 0) bytes[place]! ^= 1 << (index % 8);
      const text = [
        bytes.toString("base64"),
        base.slice(0, place),
        `${base.slice(0, place)} ${base.slice(place)}`,
        encrypt("IJUiXNpvGbODwKEBSEsAeOAPAhkqHqNCF6g19t9wfg2", "x".repeat(index % 90), receiveId),
      ][index % 4]!;
      try {
        // A flipped bit keeps the old signature: whoever could sign could write whole messages.
        openEnvelope(keys, index % 4 === 0 ? { ...signed(base), encrypt: text } : signed(text));
      } catch (error) {
        expect(error).toBeInstanceOf(CallbackRefused);
        refused += 1;
      }
    }
    expect(refused).toBe(10_000);
  });
});
