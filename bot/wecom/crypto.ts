import { createDecipheriv, randomBytes, timingSafeEqual } from "node:crypto";
import { encrypt, getSignature } from "@wecom/crypto";
import { CallbackRefused } from "./CallbackRefused";

/** What the console gave us for one callback URL. */
export interface CallbackKeys {
  token: string;
  encodingAesKey: string;
  /** The corp id; compared exactly. */
  receiveId: string;
}

/** An encrypted text with what signs it. */
export interface SignedEnvelope {
  signature: string;
  timestamp: string;
  nonce: string;
  encrypt: string;
}

/** The key's last character may carry bits that are not used; everything else about its form is fixed. */
export const isEncodingAesKey = (text: string): boolean => /^[A-Za-z0-9]{43}$/.test(text);

const base64 =
  /^(?:[A-Za-z0-9+/]{4})+(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$|^(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)$/;

/** sha1 over the sorted values, as WeCom signs (doc 90968), compared in constant time. */
export function hasValidSignature(
  token: string,
  { signature, timestamp, nonce, encrypt: text }: SignedEnvelope,
): boolean {
  const expected = Buffer.from(getSignature(token, timestamp, nonce, text));
  const given = Buffer.from(signature);
  return expected.length === given.length && timingSafeEqual(expected, given);
}

/** Checks the signature and opens the envelope. */
export function openEnvelope(keys: CallbackKeys, envelope: SignedEnvelope): string {
  if (!hasValidSignature(keys.token, envelope)) throw new CallbackRefused("signature");
  return decryptText(keys, envelope.encrypt);
}

/**
 * Decrypts random(16) ‖ length ‖ text ‖ receive id. `@wecom/crypto` accepts bad padding, lengths past the end, broken
 * UTF-8 and noise in base64; so the packet is checked here and then encrypted again with the library, with the same
 * random: only the identical ciphertext is what WeCom would have sent. That also refuses senders that pad to 16.
 */
export function decryptText({ encodingAesKey, receiveId }: Omit<CallbackKeys, "token">, ciphertext: string): string {
  if (!base64.test(ciphertext)) throw new CallbackRefused("ciphertext");
  const bytes = Buffer.from(ciphertext, "base64");
  if (bytes.length === 0 || bytes.length % 32 !== 0) throw new CallbackRefused("ciphertext");
  const packet = unpad(decryptBytes(encodingAesKey, bytes));
  if (packet.length < 20) throw new CallbackRefused("length");
  const length = packet.readUInt32BE(16);
  if (20 + length > packet.length) throw new CallbackRefused("length");
  const text = utf8(packet.subarray(20, 20 + length));
  if (utf8(packet.subarray(20 + length)) !== receiveId) throw new CallbackRefused("receiver");
  if (encrypt(encodingAesKey, text, receiveId, packet.subarray(0, 16)) !== ciphertext)
    throw new CallbackRefused("ciphertext");
  return text;
}

/** Encrypts and signs an answer. */
export function sealEnvelope(keys: CallbackKeys, text: string, timestamp: string): SignedEnvelope {
  const nonce = randomBytes(8).toString("hex");
  const ciphertext = encrypt(keys.encodingAesKey, text, keys.receiveId, randomBytes(16));
  return { encrypt: ciphertext, timestamp, nonce, signature: getSignature(keys.token, timestamp, nonce, ciphertext) };
}

export function aesKeyBytes(encodingAesKey: string): Buffer {
  if (!isEncodingAesKey(encodingAesKey)) throw new RangeError("EncodingAESKey must be 43 letters and digits");
  return Buffer.from(`${encodingAesKey}=`, "base64");
}

function decryptBytes(encodingAesKey: string, bytes: Buffer): Buffer {
  const key = aesKeyBytes(encodingAesKey);
  const decipher = createDecipheriv("aes-256-cbc", key, key.subarray(0, 16)).setAutoPadding(false);
  return Buffer.concat([decipher.update(bytes), decipher.final()]);
}

// PKCS7 with blocks of 32, which OpenSSL does not do.
function unpad(packet: Buffer): Buffer {
  const pad = packet.at(-1) ?? 0;
  if (pad < 1 || pad > 32 || pad > packet.length) throw new CallbackRefused("padding");
  if (packet.subarray(-pad).some((byte) => byte !== pad)) throw new CallbackRefused("padding");
  return packet.subarray(0, -pad);
}

function utf8(bytes: Buffer): string {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new CallbackRefused("encoding");
  }
}
