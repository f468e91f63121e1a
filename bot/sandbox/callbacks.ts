import { createHash, randomBytes } from "node:crypto";
import { encrypt, getSignature } from "@wecom/crypto";
import { decryptText } from "../wecom/crypto";
import { parseXml, textOf } from "../wecom/xml";
import type { SandboxState } from "./SandboxState";

const timeoutMs = 5000;
const tries = 3;
/** A callback that nothing overtakes comes late, but comes. */
const heldMs = 3000;

type Fields = Record<string, string>;

const cdata = (text: string) => `<![CDATA[${text.replaceAll("]]>", "]]]]><![CDATA[>")}]]>`;

/** Calls the product back as WeCom does: encrypted, three tries within five seconds each. */
export class Callbacks {
  private held: (() => Promise<void>) | undefined;

  constructor(
    private readonly state: SandboxState,
    private readonly url: () => string,
  ) {}

  /** Sends a message or event of a person. A text in the answer is shown in their chat. `inner` is XML, as it stands. */
  async send(userId: string, fields: Fields, inner = ""): Promise<void> {
    const { keys, clock } = this.state;
    const plain = Object.entries({
      ToUserName: keys.corpId,
      FromUserName: userId,
      CreateTime: String(Math.floor(clock.now().getTime() / 1000)),
      ...fields,
      AgentID: String(keys.agentId),
    })
      .map(([name, value]) => `<${name}>${cdata(value)}</${name}>`)
      .join("");
    await this.order(() => this.deliver(userId, `<xml>${plain}${inner}</xml>`));
  }

  text(userId: string, content: string) {
    return this.send(userId, {
      MsgType: "text",
      Content: content,
      MsgId: String(BigInt(`0x${randomBytes(7).toString("hex")}`)),
    });
  }

  event(userId: string, event: string, fields: Fields = {}, inner = "") {
    return this.send(userId, { MsgType: "event", Event: event, ...fields }, inner);
  }

  /** With the fault on, every other callback waits a while for the next one and comes after it. */
  private async order(deliver: () => Promise<void>): Promise<void> {
    const isDoubled = this.state.faults.has("doubled");
    const send = async () => {
      await deliver();
      if (isDoubled) await deliver();
    };
    if (this.state.faults.has("reordered") && !this.held) return this.hold(send);
    const late = this.held;
    this.held = undefined;
    await send();
    await late?.();
  }

  private hold(send: () => Promise<void>) {
    this.held = send;
    setTimeout(() => this.held === send && void this.release(), heldMs).unref();
  }

  /** Lets go a callback that was held back. */
  async release(): Promise<void> {
    const late = this.held;
    this.held = undefined;
    await late?.();
  }

  private async deliver(userId: string, plain: string): Promise<void> {
    const { keys, clock } = this.state;
    for (let tried = 0; tried < tries; tried++) {
      const timestamp = String(Math.floor(clock.now().getTime() / 1000));
      const nonce = randomBytes(8).toString("hex");
      const ciphertext = encrypt(keys.encodingAesKey, plain, keys.corpId);
      const query = new URLSearchParams({
        msg_signature: getSignature(keys.token, timestamp, nonce, ciphertext),
        timestamp,
        nonce,
      });
      try {
        const response = await fetch(`${this.url()}?${query}`, {
          method: "POST",
          headers: { "content-type": "text/xml" },
          body: `<xml><ToUserName>${cdata(keys.corpId)}</ToUserName><AgentID>${keys.agentId}</AgentID><Encrypt>${cdata(ciphertext)}</Encrypt></xml>`,
          signal: AbortSignal.timeout(timeoutMs),
        });
        const body = await response.text();
        if (response.status !== 200) continue;
        this.show(userId, plain, body);
        return;
      } catch {
        // Not answered in time: asked again.
      }
    }
    this.state.add(userId, { from: "app", kind: "text", content: "（产品没有响应这次回调）" });
  }

  private readonly shown = new Set<string>();

  /** Shows the text of a passive reply once, however often the callback was sent. */
  private show(userId: string, plain: string, body: string): void {
    if (body.trim() === "") return;
    const key = createHash("sha256").update(plain).digest("hex");
    if (this.shown.has(key)) return;
    this.shown.add(key);
    const { encodingAesKey, corpId } = this.state.keys;
    const answer = parseXml(decryptText({ encodingAesKey, receiveId: corpId }, textOf(parseXml(body).Encrypt)));
    this.state.add(userId, { from: "app", kind: "text", content: textOf(answer.Content) });
  }
}
