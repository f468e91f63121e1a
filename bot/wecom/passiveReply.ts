import { type CallbackKeys, sealEnvelope } from "./crypto";

const cdata = (text: string) => `<![CDATA[${text.replaceAll("]]>", "]]]]><![CDATA[>")}]]>`;

/** A text answer as the callback's own response: encrypted XML with sender and receiver swapped (doc 90241). */
export function passiveTextReply(keys: CallbackKeys, toUserId: string, text: string, now: Date): string {
  const seconds = String(Math.floor(now.getTime() / 1000));
  const plain = `<xml><ToUserName>${cdata(toUserId)}</ToUserName><FromUserName>${cdata(keys.receiveId)}</FromUserName><CreateTime>${seconds}</CreateTime><MsgType><![CDATA[text]]></MsgType><Content>${cdata(text)}</Content></xml>`;
  return envelopeXml(sealEnvelope(keys, plain, seconds));
}

export function envelopeXml(sealed: { encrypt: string; signature: string; timestamp: string; nonce: string }): string {
  return `<xml><Encrypt>${cdata(sealed.encrypt)}</Encrypt><MsgSignature>${cdata(sealed.signature)}</MsgSignature><TimeStamp>${sealed.timestamp}</TimeStamp><Nonce>${cdata(sealed.nonce)}</Nonce></xml>`;
}
