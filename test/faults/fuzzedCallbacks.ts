import { createCipheriv } from "node:crypto";
import { encrypt } from "@wecom/crypto";
import fc from "fast-check";
import { aesKeyBytes } from "../../bot/wecom/crypto";
import { envelope, type Sealed, seal, signed, textXml } from "./callbacks";
import { keys } from "./keys";

const otherKey = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG";
const seconds = (at: Date) => String(Math.floor(at.getTime() / 1000));

/** One damaged callback after the other, none of which WeCom would send: the first number picks the damage. */
export function fuzzedCallbacks(count: number, seed: number, at: Date): Sealed[] {
  const plan = fc.sample(
    fc.record({ damage: fc.nat(), place: fc.nat(), noise: fc.string({ unit: "binary", maxLength: 200 }) }),
    { numRuns: count, seed },
  );
  return plan.map(({ damage, place, noise }, index) => {
    const plain = textXml({ userId: `user${place % 50}`, id: `fuzz${index}`, at, text: "进度 GMV +1" });
    return damages[damage % damages.length]!({ plain, at, place, noise, nonce: `n${index}` });
  });
}

interface Draft {
  plain: string;
  at: Date;
  /** Picks a position or a size. */
  place: number;
  noise: string;
  nonce: string;
}

const inEnvelope = (ciphertext: string, { at, nonce }: Draft): Sealed => ({
  query: signed(ciphertext, seconds(at), nonce),
  body: envelope(ciphertext),
});
const sealed = ({ plain, at }: Draft) => seal(plain, at);
const withPlain = (plain: string, draft: Draft) => sealed({ ...draft, plain });
const cut = (text: string, place: number) => text.slice(0, place % Math.max(1, text.length - 1));
const insert = (text: string, place: number, noise: string) => {
  const position = place % text.length;
  return text.slice(0, position) + noise + text.slice(position);
};

/** Encrypts bytes as they are, without the library's padding. */
function encryptRaw(bytes: Buffer): string {
  const key = aesKeyBytes(keys.encodingAesKey);
  const cipher = createCipheriv("aes-256-cbc", key, key.subarray(0, 16)).setAutoPadding(false);
  return Buffer.concat([cipher.update(bytes), cipher.final()]).toString("base64");
}

function packet(text: string, receiveId = keys.receiveId, length?: number): Buffer {
  const body = Buffer.from(text);
  const head = Buffer.alloc(20, 7);
  head.writeUInt32BE(length ?? body.length, 16);
  return Buffer.concat([head, body, Buffer.from(receiveId)]);
}

function padded(bytes: Buffer, pad: number, total: number): Buffer {
  const size = Math.ceil((bytes.length + 1) / 32) * 32;
  return Buffer.concat([bytes, Buffer.alloc(size - bytes.length - 1, pad), Buffer.from([total])]);
}

const damages: ((draft: Draft) => Sealed)[] = [
  // Broken outer XML.
  (draft) => ({ ...sealed(draft), body: cut(sealed(draft).body, draft.place) }),
  (draft) => ({ ...sealed(draft), body: draft.noise }),
  (draft) => ({ ...sealed(draft), body: `<xml><Encrypt>${"<a>".repeat(300)}</Encrypt></xml>` }),
  (draft) => ({ ...sealed(draft), body: `<!DOCTYPE x [<!ENTITY a "${"b".repeat(99)}">]>${sealed(draft).body}` }),
  (draft) => ({
    ...sealed(draft),
    body: `<xml>${"<Encrypt><![CDATA[x]]></Encrypt>".repeat(2 + (draft.place % 300))}</xml>`,
  }),
  // Huge.
  (draft) => ({ ...sealed(draft), body: sealed(draft).body + " ".repeat(70_000 + (draft.place % 50_000)) }),
  // The query: twice, missing, stale, far away, without a proper signature.
  (draft) => ({ ...sealed(draft), query: `${sealed(draft).query}&nonce=${draft.nonce}` }),
  (draft) => ({ ...sealed(draft), query: `${sealed(draft).query}&timestamp=${seconds(draft.at)}` }),
  (draft) => ({ ...sealed(draft), query: cut(sealed(draft).query, draft.place) }),
  (draft) => ({
    ...sealed(draft),
    query: `?${new URLSearchParams({ msg_signature: draft.noise, timestamp: draft.noise, nonce: draft.noise })}`,
  }),
  (draft) => seal(draft.plain, new Date(draft.at.getTime() - (601 + (draft.place % 1e6)) * 1000)),
  (draft) => seal(draft.plain, new Date(draft.at.getTime() + (660 + (draft.place % 1e6)) * 1000)),
  (draft) => ({ ...sealed(draft), query: sealed({ ...draft, plain: "<xml/>" }).query }),
  // The ciphertext: another key, another receiver, noise, cut, wrong padding, wrong lengths, no UTF-8.
  (draft) => inEnvelope(encrypt(otherKey, draft.plain, keys.receiveId), draft),
  (draft) => inEnvelope(encrypt(keys.encodingAesKey, draft.plain, "ww00000000000000ff"), draft),
  (draft) => inEnvelope(cut(encrypt(keys.encodingAesKey, draft.plain, keys.receiveId), draft.place) || "A", draft),
  (draft) => inEnvelope(insert(encrypt(keys.encodingAesKey, draft.plain, keys.receiveId), draft.place, "*"), draft),
  (draft) => inEnvelope(Buffer.from(draft.noise || "x").toString("base64"), draft),
  (draft) => inEnvelope(encryptRaw(padded(packet(draft.plain), 1, 33 + (draft.place % 200))), draft),
  (draft) => inEnvelope(encryptRaw(padded(packet(draft.plain), 99, 2 + (draft.place % 3))), draft),
  (draft) => inEnvelope(encryptRaw(padded(packet(draft.plain), 0, 0)), draft),
  (draft) => inEnvelope(encryptRaw(padded(packet(draft.plain, keys.receiveId, 0xffffffff), 9, 9)), draft),
  (draft) => inEnvelope(encryptRaw(Buffer.alloc(32 * (1 + (draft.place % 8)), draft.place % 256)), draft),
  // Sealed rightly, and nonsense inside.
  (draft) => withPlain(cut(draft.plain, draft.place), draft),
  (draft) => withPlain(draft.noise, draft),
  (draft) => withPlain(`<xml>${"<a>".repeat(40)}${"</a>".repeat(40)}</xml>`, draft),
  (draft) => withPlain(`<xml>${"<a/>".repeat(900)}</xml>`, draft),
  (draft) => withPlain(draft.plain.replace("<xml>", '<!DOCTYPE xml SYSTEM "file:///etc/passwd"><xml>'), draft),
  (draft) => withPlain(draft.plain.replace(/<CreateTime>\d+/, "<CreateTime>99999999999999"), draft),
  (draft) => withPlain(draft.plain.replace(/<MsgType>.*<\/MsgType>/, ""), draft),
];
