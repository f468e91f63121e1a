import type { ServerResponse } from "node:http";
import { z } from "zod";
import { type Asked, LoopbackApi } from "../bot/wecom/LoopbackApi";

/** A message the stand-in took. */
export interface Carried {
  messageId: string;
  to: string;
  body: unknown;
}

const SendBody = z.looseObject({ touser: z.string() });
const CardUpdate = z.looseObject({ response_code: z.string() });

/** What WeCom would have carried, kept outside the product: it knows what was delivered though the product was killed. */
export class WecomStandIn {
  readonly carried: Carried[] = [];
  /** Codes of cards that were updated. */
  readonly spentCodes: string[] = [];
  /** Told of each message, after it was taken and before that is answered. */
  onCarried: () => void = () => undefined;

  private constructor(readonly api: LoopbackApi) {
    api.on("message/send", (asked) => this.send(asked));
    api.on("message/update_template_card", (asked) => this.update(asked));
  }

  static async start(): Promise<WecomStandIn> {
    return new WecomStandIn(await LoopbackApi.start());
  }

  get url() {
    return this.api.url;
  }

  /** Takes a message and answers as WeCom does. */
  send({ body }: Asked): object {
    const messageId = `id${this.carried.length}`;
    this.carried.push({ messageId, to: SendBody.parse(body).touser, body });
    this.onCarried();
    return { errcode: 0, errmsg: "ok", msgid: messageId };
  }

  stop() {
    return this.api.stop();
  }

  private update({ body }: Asked): object {
    const { response_code } = CardUpdate.parse(body);
    const isSpent = this.spentCodes.includes(response_code);
    this.spentCodes.push(response_code);
    this.onCarried();
    return isSpent ? { errcode: 60140, errmsg: "used" } : { errcode: 0, errmsg: "ok" };
  }
}

/** Answers of an API in trouble. */
export const html = (status: number) => (_: Asked, response: ServerResponse) => {
  response.writeHead(status, { "content-type": "text/html" }).end("<html><body>502 Bad Gateway</body></html>");
  return undefined;
};
