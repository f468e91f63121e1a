import { randomBytes } from "node:crypto";
import { encrypt, getSignature } from "@wecom/crypto";
import { decryptText } from "../../bot/wecom/crypto";
import { parseXml, textOf } from "../../bot/wecom/xml";
import { keys } from "./keys";

const cdata = (text: string) => `<![CDATA[${text}]]>`;

interface Said {
  userId: string;
  id: string;
  at: Date;
  text: string;
}

interface Pressed {
  userId: string;
  at: Date;
  /** `goal.approve:<id>` */
  key: string;
  code: string;
}

const head = (userId: string, at: Date) =>
  `<ToUserName>${cdata(keys.receiveId)}</ToUserName><FromUserName>${cdata(userId)}</FromUserName><CreateTime>${Math.floor(at.getTime() / 1000)}</CreateTime><AgentID>7</AgentID>`;

/** A line typed to the app, as WeCom writes it. */
export const textXml = ({ userId, id, at, text }: Said) =>
  `<xml>${head(userId, at)}<MsgType>${cdata("text")}</MsgType><Content>${cdata(text)}</Content><MsgId>${id}</MsgId></xml>`;

/** A button pressed on a card, as WeCom writes it; `choices` are ids of the returning reason. */
export const pressXml = ({ userId, at, key, code }: Pressed, choices: readonly string[] = []) =>
  `<xml>${head(userId, at)}<MsgType>${cdata("event")}</MsgType><Event>${cdata("template_card_event")}</Event><EventKey>${cdata(key)}</EventKey><TaskId>${cdata(key)}</TaskId><CardType>${cdata("button_interaction")}</CardType><ResponseCode>${cdata(code)}</ResponseCode>${
    choices.length === 0
      ? ""
      : `<SelectedItems><SelectedItem><QuestionKey>${cdata("returnReason")}</QuestionKey><OptionIds>${choices.map((id) => `<OptionId>${cdata(id)}</OptionId>`).join("")}</OptionIds></SelectedItem></SelectedItems>`
  }</xml>`;

/** The app opened, as WeCom writes it. */
export const enterXml = ({ userId, at }: Pick<Said, "userId" | "at">) =>
  `<xml>${head(userId, at)}<MsgType>${cdata("event")}</MsgType><Event>${cdata("enter_agent")}</Event></xml>`;

export interface Sealed {
  /** With its question mark. */
  query: string;
  body: string;
}

/** Encrypted and signed at an instant, as WeCom posts it. */
export function seal(plain: string, at: Date): Sealed {
  const timestamp = String(Math.floor(at.getTime() / 1000));
  const nonce = randomBytes(8).toString("hex");
  const ciphertext = encrypt(keys.encodingAesKey, plain, keys.receiveId);
  return { query: signed(ciphertext, timestamp, nonce), body: envelope(ciphertext) };
}

export const signed = (ciphertext: string, timestamp: string, nonce: string) =>
  `?msg_signature=${getSignature(keys.token, timestamp, nonce, ciphertext)}&timestamp=${timestamp}&nonce=${nonce}`;

export const envelope = (ciphertext: string) =>
  `<xml><ToUserName>${cdata(keys.receiveId)}</ToUserName><AgentID>${cdata("7")}</AgentID><Encrypt>${cdata(ciphertext)}</Encrypt></xml>`;

export interface CallbackAnswer {
  status: number;
  /** The words of the answer; empty for none. */
  words: string;
}

/** Posts a callback; undefined when nobody answered. */
export async function post(
  url: string,
  { query, body }: Sealed,
  timeoutMs = 30_000,
): Promise<CallbackAnswer | undefined> {
  try {
    const response = await fetch(`${url}/wecom/callback${query}`, {
      method: "POST",
      headers: { "content-type": "text/xml" },
      body,
      signal: AbortSignal.timeout(timeoutMs),
    });
    return { status: response.status, words: wordsOf(response.status, await response.text()) };
  } catch {
    return undefined;
  }
}

function wordsOf(status: number, text: string): string {
  if (status !== 200 || text === "") return text;
  return textOf(parseXml(decryptText(keys, textOf(parseXml(text).Encrypt))).Content);
}
