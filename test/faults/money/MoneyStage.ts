import { readFileSync } from "node:fs";
import { WecomPayer } from "../../../bot/pay/wecom/WecomPayer";
import { openidOfPerson } from "../../../bot/sandbox/api/contacts";
import type { DeskLimits } from "../../../bot/sandbox/pay/PayDesk";
import { DatabaseTokenStore } from "../../../bot/wecom/TokenStore";
import { WecomClient } from "../../../bot/wecom/WecomClient";
import type { App } from "../../../domain/context";
import { oweByRule } from "../../../domain/packets/oweByRule";
import { transact } from "../../../domain/transact";
import { AwardRule } from "../../../entities";
import type { Database, Engine } from "../../../entities/database";
import type { Asked } from "../../bot/wecom/LoopbackApi";
import { type MoneyTeam, type MoneyWorld, openMoneyWorld } from "../../domain/packets/moneyWorld";
import { keys } from "../keys";
import { WecomStandIn } from "../WecomStandIn";
import { Certificate } from "./Certificate";
import { ProviderDesk, payKeys } from "./ProviderDesk";

export const packetFen = 500;
/** As often as one person may be given to in a day. */
const perPerson = 10;

/** A company with money to give, WeCom, and the provider: what the product's processes are started between. */
export class MoneyStage {
  private readonly certificate = new Certificate();

  private constructor(
    readonly world: MoneyWorld,
    readonly wecom: WecomStandIn,
    readonly provider: ProviderDesk,
    readonly people: MoneyTeam,
  ) {}

  static async open(engine: Engine, staff = 20, limits: Partial<DeskLimits> = {}): Promise<MoneyStage> {
    const world = await openMoneyWorld(engine);
    world.app.company.auditKey = "a key for tests, known to all of them";
    const wecom = await WecomStandIn.start();
    wecom.api.on("user/convert_to_openid", ({ body }: Asked) => ({
      errcode: 0,
      errmsg: "ok",
      openid: openidOfPerson((body as { userid: string }).userid),
    }));
    const provider = await ProviderDesk.start(() => world.clock.now(), limits);
    const stage = new MoneyStage(world, wecom, provider, await world.buildTeam({ staff }));
    world.app.payer = stage.payerOn(world.db);
    world.app.company.payLimits = world.app.payer.limits;
    return stage;
  }

  async close() {
    await this.provider.stop();
    await this.wecom.stop();
    await this.world.close();
    this.certificate.remove();
  }

  /** The product's own way to pay, on a database. */
  payerOn(db: Database, timeoutMs?: number): WecomPayer {
    const wecom = this.wecomClient(db);
    const now = () => this.world.clock.now();
    return new WecomPayer(this.account, { wecom, now, timeoutMs });
  }

  payerWithExpiredCertificate(): WecomPayer {
    const { certFile, keyFile } = this.certificate;
    const certificate = { cert: readFileSync(certFile, "utf8"), key: readFileSync(keyFile, "utf8") };
    const wecom = this.wecomClient(this.world.db);
    return new WecomPayer({ ...this.account, certificate }, { wecom, now: () => new Date("2100-01-01T00:00:00Z") });
  }

  private get account() {
    const { mchId, apiKey, paySecret } = payKeys;
    return { apiUrl: this.provider.url, mchId, apiKey, corpId: keys.receiveId, agentId: 7, paySecret };
  }

  wecomClient(db: Database): WecomClient {
    return new WecomClient(
      { apiUrl: this.wecom.url, corpId: keys.receiveId, agentId: 7, secret: "app secret of the tests" },
      { tokens: new DatabaseTokenStore(db), now: () => this.world.clock.now() },
    );
  }

  /** The product in this process, on another database. */
  appOn(db: Database): App {
    return { ...this.world.app, db, payer: this.payerOn(db) };
  }

  /** How a process of the product finds all of it. */
  start(databaseUrl = this.world.url, environment: Record<string, string> = {}) {
    return {
      databaseUrl,
      apiUrl: this.wecom.url,
      environment: {
        PAY_PROVIDER: "wecom",
        WXPAY_API_URL: this.provider.url,
        WXPAY_MCH_ID: payKeys.mchId,
        WXPAY_API_KEY: payKeys.apiKey,
        WXPAY_CERT_FILE: this.certificate.certFile,
        WXPAY_KEY_FILE: this.certificate.keyFile,
        WECOM_PAY_SECRET: payKeys.paySecret,
        AUDIT_HMAC_KEY: this.world.app.company.auditKey,
        ...environment,
      },
    };
  }

  /** Owes so many packets by a rule, each of the same amount, to one person after the other. */
  async owe(count: number, { app = this.world.app as App, from = 0 } = {}) {
    const { staff, manager, finance } = this.people;
    const makers = { createdById: manager.id, approvedById: finance.id };
    const rule = Object.assign(new AwardRule(), { id: "rule", amountFen: packetFen, ...makers });
    if (count > staff.length * perPerson) throw new RangeError("more than a day's packets");
    const gifts = Array.from({ length: count }, (_, index) => ({
      fact: `fact${from + index}`,
      employeeId: staff[index % staff.length]!.id,
      reason: "达成",
    }));
    return transact(app, null, (work) => oweByRule(work, rule, gifts));
  }

  forward(minutes: number) {
    this.world.clock.forward(minutes * 60_000);
  }
}
