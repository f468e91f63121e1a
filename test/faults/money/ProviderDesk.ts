import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import Koa from "koa";
import type { DeskBill } from "../../../bot/sandbox/pay/DeskBill";
import { createDeskKeys } from "../../../bot/sandbox/pay/DeskKeys";
import { type DeskLimits, PayDesk } from "../../../bot/sandbox/pay/PayDesk";
import { redPacketRoutes } from "../../../bot/sandbox/pay/redPacketApi";
import { transferRoutes } from "../../../bot/sandbox/pay/transferApi";
import { keys } from "../keys";

export const payKeys = createDeskKeys();
const company = { corpId: keys.receiveId, agentId: 7 };

/** The provider on a port of its own. Its books lie outside the product, where no kill and no restore reaches them. */
export class ProviderDesk {
  desk: PayDesk;
  /** Told of each bill when it is new or has changed, before that is answered. */
  onBill: (bill: DeskBill) => void = () => undefined;
  private answer: RequestListener = () => undefined;
  private readonly server: Server;

  private constructor(
    private readonly now: () => Date,
    limits: Partial<DeskLimits>,
  ) {
    this.desk = this.open(limits);
    this.server = createServer((request, response) => this.answer(request, response));
  }

  static async start(now: () => Date, limits: Partial<DeskLimits> = {}): Promise<ProviderDesk> {
    const provider = new ProviderDesk(now, limits);
    await new Promise<void>((resolve) => provider.server.listen(0, "127.0.0.1", resolve));
    return provider;
  }

  /** Books in which nothing stands but what others took: the same numbers, amounts and people. */
  reopen(taken: readonly DeskBill[] = [], limits: Partial<DeskLimits> = {}) {
    this.desk = this.open(limits);
    for (const order of taken) this.desk.accept(order);
  }

  /** What the product takes for api.mch.weixin.qq.com. */
  get url() {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/sandbox/pay`;
  }

  async stop() {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private open(limits: Partial<DeskLimits>): PayDesk {
    const desk = new PayDesk(this.now, limits);
    desk.listeners.add((bill) => this.onBill(bill));
    const koa = new Koa();
    koa.silent = true;
    for (const routes of [redPacketRoutes, transferRoutes]) koa.use(routes(desk, payKeys, company).routes());
    this.answer = koa.callback();
    return desk;
  }
}
