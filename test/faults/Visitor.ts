import { z } from "zod";
import { keys } from "./keys";
import type { WecomStandIn } from "./WecomStandIn";

const Opened = z.object({ token: z.string() });

export interface Visit {
  status: number;
  type: string;
  body: string;
}

/** A person with the mini-program open. */
export class Visitor {
  private constructor(
    private readonly url: string,
    private readonly token: string,
  ) {}

  static async signIn(url: string, wecom: WecomStandIn, userId: string): Promise<Visitor> {
    wecom.api.on("miniprogram/jscode2session", { errcode: 0, corpid: keys.receiveId, userid: userId });
    const response = await fetch(`${url}/api/v1/session`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ code: "code", via: "miniprogram" }),
    });
    return new Visitor(url, Opened.parse(await response.json()).token);
  }

  /** Opens the day. */
  today(): Promise<Visit> {
    return visit(`${this.url}/api/v1/me/today`, { authorization: `Bearer ${this.token}` });
  }
}

export async function visit(url: string, headers: Record<string, string> = {}): Promise<Visit> {
  const response = await fetch(url, { headers });
  return { status: response.status, type: response.headers.get("content-type") ?? "", body: await response.text() };
}
