import { mkdirSync } from "node:fs";
import { dirname } from "node:path";
import type { Wechaty, WechatyOptions } from "wechaty";
import type { App } from "../../domain/context";
import type { Bot } from "../Bot";
import { joinChannels } from "./joinChannels";
import { TalkQueue } from "./TalkQueue";
import { tellRoom } from "./tellRoom";
import { WechatyReceiver } from "./WechatyReceiver";

export interface WechatyConfig {
  /** A puppet's name, such as `wechaty-puppet-service`, or the puppet itself. */
  puppet: string | Puppet;
  /** The token of a puppet service; `WECHATY_PUPPET_SERVICE_TOKEN` unless given. */
  token?: string;
  /** Where the login is kept between starts, as a path without `.memory-card.json`; not kept unless given. */
  memory?: string;
  /** Shows the operator the login's QR code. It is a credential: whoever scans it decides who the robot is. */
  onScan(qrcode: string): void;
}

type Puppet = Exclude<WechatyOptions["puppet"], string | undefined>;

export interface RunningWechaty {
  stop(): Promise<void>;
}

/**
 * Logs in to WeChat or WeCom through a puppet, answers what people say there, and adds that way to the app's channel.
 * Wechaty is loaded here and nowhere else: it is large, and most companies do without. To be run by one process.
 */
export async function startWechaty(
  app: App,
  bot: Pick<Bot, "receive">,
  { puppet, token, memory, onScan }: WechatyConfig,
): Promise<RunningWechaty> {
  const { WechatyBuilder } = await import("wechaty");
  if (memory !== undefined) mkdirSync(dirname(memory), { recursive: true });
  const wechaty = WechatyBuilder.build({
    name: memory,
    puppet,
    ...(token !== undefined && { puppetOptions: { token } }),
  } as WechatyOptions) as Wechaty;
  const receiver = new WechatyReceiver(app, bot, wechaty);
  const wecom = app.channel;
  const queue = new TalkQueue();
  wechaty
    .on("scan", (qrcode, status) => {
      app.log.warn({ status }, "wechaty waits for its login to be scanned: the code is on the terminal");
      if (qrcode) onScan(qrcode);
    })
    .on("login", () => app.log.info({}, "wechaty is logged in"))
    .on("logout", () => app.log.warn({}, "wechaty is logged out: scan again"))
    .on("error", (error) => app.log.warn({ err: error }, "wechaty"))
    .on("message", (message) => queue.add(message.talker().id, () => receiver.receive(message)));
  app.channel = joinChannels(wecom, (delivery) => tellRoom(app, wechaty, delivery));
  await wechaty.start();
  return {
    async stop() {
      app.channel = wecom;
      await queue.idle();
      await wechaty.stop();
    },
  };
}
