import type { Context as Koa, Middleware } from "koa";
import readBody from "raw-body";
import type { Inbound } from "../Inbound";
import type { Message } from "../Message";
import { CallbackRefused } from "./CallbackRefused";
import { type CallbackKeys, openEnvelope } from "./crypto";
import type { ContactChange, IncomingMessage } from "./IncomingMessage";
import { parseMessage } from "./IncomingMessage";
import { parseEnvelope } from "./parseEnvelope";
import { passiveTextReply } from "./passiveReply";
import { checkFresh, readQuery } from "./query";
import { passiveContent } from "./textContent";

export interface CallbackOptions {
  keys: CallbackKeys;
  now: () => Date;
  receive(inbound: Inbound): Promise<Message | null>;
  changeContacts(change: ContactChange): Promise<void>;
  /** Counts what came, by kind. */
  count(kind: string): void;
}

/** The callback URL: GET verifies it, POST brings messages and events. */
export function wecomCallback(options: CallbackOptions): Middleware {
  return async (ctx) => {
    try {
      if (ctx.method === "GET") verifyUrl(ctx, options);
      else if (ctx.method === "POST") await takeMessage(ctx, options);
      else ctx.status = 405;
    } catch (error) {
      if (!(error instanceof CallbackRefused)) throw error;
      options.count(`refused.${error.reason}`);
      ctx.status = error.reason === "tooLarge" ? 413 : error.reason === "signature" ? 401 : 400;
      ctx.type = "text/plain";
      ctx.body = error.message;
    }
  };
}

/** The answer is the decrypted echo exactly: no quotes, no line end. */
function verifyUrl(ctx: Koa, { keys, now, count }: CallbackOptions) {
  const { echo, ...signed } = readQuery(ctx.querystring);
  if (!echo) throw new CallbackRefused("query");
  const plain = openEnvelope(keys, { ...signed, encrypt: echo });
  checkFresh(signed.timestamp, now());
  count("verified");
  ctx.type = "text/plain";
  ctx.body = plain;
}

async function takeMessage(ctx: Koa, options: CallbackOptions) {
  const { keys, now } = options;
  const signed = readQuery(ctx.querystring);
  const { encrypt } = parseEnvelope(await readLimited(ctx));
  const plain = openEnvelope(keys, { ...signed, encrypt });
  checkFresh(signed.timestamp, now());
  const message = parseMessage(plain);
  options.count(message.kind === "other" ? message.name : message.kind);
  const answer = await handle(message, options);
  ctx.status = 200;
  ctx.body = "";
  if (answer?.kind !== "text") return;
  ctx.type = "application/xml";
  ctx.body = passiveTextReply(keys, message.fromUserName, passiveContent(answer), now());
}

async function readLimited(ctx: Koa): Promise<string> {
  try {
    return await readBody(ctx.req, { limit: "64kb", encoding: "utf8" });
  } catch {
    throw new CallbackRefused("tooLarge");
  }
}

/** What is not handled is acknowledged; it was counted. */
async function handle(message: IncomingMessage, options: CallbackOptions): Promise<Message | null> {
  if (message.kind === "contact") {
    await options.changeContacts(message.change);
    return null;
  }
  const inbound = inboundOf(message);
  return inbound ? options.receive(inbound) : null;
}

function inboundOf(message: IncomingMessage): Inbound | undefined {
  const { fromUserName: userId, key, createdAt: at } = message;
  const common = { channel: "wecom", userId, key, at } as const;
  switch (message.kind) {
    case "text":
      return { ...common, text: message.text };
    case "button": {
      const { eventKey, responseCode, choices } = message;
      return { ...common, button: { key: eventKey, responseCode: responseCode || undefined, choices } };
    }
    case "menu":
      return { ...common, event: `menu:${message.eventKey}` };
    case "subscribe":
    case "enter":
      return { ...common, event: message.kind };
    default:
      return undefined;
  }
}
