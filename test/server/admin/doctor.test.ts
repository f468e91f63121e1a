import { execFileSync } from "node:child_process";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { dirname } from "node:path";
import Koa from "koa";
import { wecomCallback } from "../../../bot/wecom/callback";
import { PayStage } from "../../bot/pay/PayStage";
import { payKeys } from "../../bot/sandbox/StandIn";
import { describeEngines } from "../../engines";
import { Operator } from "./Operator";

describeEngines("the doctor", (engine) => {
  let operator: Operator;
  let server: Server;
  beforeEach(async () => {
    operator = await Operator.start(engine);
    server = await startCallback(operator);
    operator.env.PUBLIC_URL = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    operator.wecom.answers["agent/get"] = {
      errcode: 0,
      name: "达标",
      redirect_domain: new URL(operator.env.PUBLIC_URL).host,
      isreportenter: 1,
      allow_partys: { partyid: [1] },
    };
    operator.wecom.date = operator.now;
  });
  afterEach(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    await operator.stop();
  });

  const bad = () => operator.said.filter((line) => line.startsWith("✗"));

  it("finds nothing wrong where nothing is", async () => {
    await operator.type("setup");
    expect(await operator.type("doctor")).toBe(0);
    expect(bad()).toEqual([]);
    expect(operator.said.map((line) => line.split("：")[0])).toEqual([
      "✓ 配置",
      "✓ 数据库",
      "✓ 数据表",
      "✓ 用途",
      "✓ 发送",
      "✓ 放假安排",
      "✓ 时钟",
      "✓ access_token",
      "✓ 应用",
      "✓ 可信域名",
      "✓ 进入应用事件",
      "✓ 团队群",
      "✓ 通讯录",
      "－ 姓名",
      "✓ 回调",
      "－ 红包发放",
      "一切正常。",
    ]);
  });

  it("says which year's holidays are not known, and takes the operator's word for them", async () => {
    await operator.type("setup");
    operator.now = new Date("2026-12-20T02:00:00Z");
    operator.wecom.date = operator.now;
    await operator.type("doctor");
    expect(operator.screen).toContain("－ 放假安排：2027 年的还没有收录");
    operator.now = new Date("2027-01-04T02:00:00Z");
    operator.wecom.date = operator.now;
    await operator.type("doctor");
    expect(operator.screen).toContain("✗ 放假安排：2027 年的还没有收录");
    await operator.type("calendar", "rest", "2027-02-05", "2027-02-08");
    await operator.type("doctor");
    expect(operator.screen).toContain("✓ 放假安排：2027 年的已经有了");
  });

  it("says what is wrong with each part, and what to do", async () => {
    if (engine === "mariadb") {
      expect(await operator.type("doctor")).toBe(1);
      expect(bad()).toEqual(["✗ 数据表：还没有建好或升级"]);
    }
    await operator.type("setup");
    await operator.type("sending", "freeze");
    operator.wecom.date = new Date(operator.now.getTime() - 300_000);
    operator.wecom.answers["agent/get"] = { errcode: 0, name: "达标", close: 1, redirect_domain: "" };
    operator.wecom.answers["department/list"] = { errcode: 60020 };
    operator.env.WECOM_TOKEN = "another";
    expect(await operator.type("doctor")).toBe(1);
    expect(bad().map((line) => line.split("（")[0])).toEqual([
      "✗ 发送：已冻结",
      "✗ 时钟：比企业微信快 300 秒",
      "✗ 应用：达标 已停用",
      "✗ 可信域名：没有设置",
      "✗ 进入应用事件：没有打开",
      "✗ 团队群：可见范围不是全公司，不能建群",
      "✗ 通讯录：错误码 60020",
      `✗ 回调：${operator.env.PUBLIC_URL}/wecom/callback 返回 401`,
    ]);
    expect(operator.screen).toContain("企业可信 IP");
    expect(operator.complaints).toEqual(["✗ 有 8 项要处理。"]);
    expect(operator.screen).not.toContain("very-secret");
  });

  it("stops at a secret that is refused", async () => {
    await operator.type("setup");
    operator.wecom.answers.gettoken = { errcode: 40001 };
    operator.env.WECOM_AGENT_ID = "1000003";
    expect(await operator.type("doctor")).toBe(1);
    expect(bad()).toEqual(["✗ access_token：错误码 40001"]);
    expect(operator.screen).toContain("WECOM_SECRET 不对");
  });

  it("says so where nothing answers", async () => {
    await operator.type("setup");
    operator.env.WECOM_API_URL = "http://127.0.0.1:9";
    operator.env.PUBLIC_URL = "http://127.0.0.1:9";
    expect(await operator.type("doctor")).toBe(1);
    expect(bad().map((line) => line.split("：")[0])).toEqual(["✗ 时钟", "✗ 应用", "✗ 通讯录", "✗ 回调"]);
  });
});

describeEngines("the doctor and the merchant's account", (engine) => {
  let operator: Operator;
  let stage: PayStage;
  beforeEach(async () => {
    operator = await Operator.start(engine);
    operator.now = new Date();
    stage = await PayStage.start();
    const folder = dirname(operator.path("key.pem"));
    const request = "req -x509 -newkey rsa:2048 -nodes -keyout key.pem -out cert.pem -days 100 -subj /CN=merchant";
    execFileSync("openssl", request.split(" "), { cwd: folder, stdio: "ignore" });
    Object.assign(operator.env, {
      PAY_PROVIDER: "wecom",
      WXPAY_API_URL: stage.standIn.payUrl,
      WXPAY_MCH_ID: payKeys.mchId,
      WXPAY_API_KEY: payKeys.apiKey,
      WXPAY_CERT_FILE: operator.path("cert.pem"),
      WXPAY_KEY_FILE: operator.path("key.pem"),
      WECOM_PAY_SECRET: payKeys.paySecret,
      AUDIT_HMAC_KEY: "k".repeat(32),
      WECOM_CORP_ID: stage.standIn.state.keys.corpId,
    });
    await operator.type("setup");
  });
  afterEach(async () => {
    await stage.stop();
    await operator.stop();
  });

  async function found() {
    await operator.type("doctor");
    return operator.said
      .filter((line) => /商户证书|红包发放/.test(line))
      .map((line) => line.replace(/\d{4}-\d\d-\d\d/, "日期"));
  }

  it("asks about a bill that is none, and tells of a certificate a month before it ends", async () => {
    expect(await found()).toEqual(["✓ 商户证书：日期 到期", "✓ 红包发放：微信支付认得这个商户，签名正确"]);
    operator.now = new Date(Date.now() + 80 * 86_400_000);
    expect((await found())[0]).toBe("✗ 商户证书：还有 19 天到期（日期）");
    operator.now = new Date(Date.now() + 101 * 86_400_000);
    expect((await found())[0]).toBe("✗ 商户证书：日期 已经过期，红包发不出去");
    expect(stage.desk.books()).toEqual([]);
  });

  it("says what the provider did not like, and which file cannot be read", async () => {
    operator.env.WXPAY_API_KEY = "x".repeat(32);
    expect((await found())[1]).toBe("✗ 红包发放：微信支付的回答不对：SIGN_ERROR");
    operator.env.WXPAY_CERT_FILE = operator.path("nowhere.pem");
    expect(await found()).toEqual(["✗ 红包发放：WXPAY_CERT_FILE：读不到这个文件"]);
  });
});

/** The product's own callback, with the operator's keys. */
async function startCallback({ env, now }: Operator): Promise<Server> {
  const keys = { token: env.WECOM_TOKEN!, encodingAesKey: env.WECOM_ENCODING_AES_KEY!, receiveId: env.WECOM_CORP_ID! };
  const koa = new Koa();
  koa.use(
    wecomCallback({
      keys,
      now: () => now,
      receive: async () => null,
      changeContacts: async () => undefined,
      count: () => undefined,
    }),
  );
  const server = createServer(koa.callback());
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return server;
}
