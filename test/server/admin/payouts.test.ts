import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { payKeys, StandIn } from "../../bot/sandbox/StandIn";
import { describeEngines } from "../../engines";
import { Operator } from "./Operator";

jest.setTimeout(60_000);

describeEngines("the operator and the payment provider", (engine) => {
  let operator: Operator;
  let standIn: StandIn;
  beforeEach(async () => {
    standIn = await StandIn.start();
    operator = await Operator.start(engine);
    const [cert, key] = [operator.path("cert.pem"), operator.path("key.pem")];
    const request = ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=1900000109"];
    execFileSync("openssl", [...request, "-keyout", key, "-out", cert], { stdio: "ignore" });
    Object.assign(operator.env, {
      PAY_PROVIDER: "wecom",
      WXPAY_API_URL: standIn.payUrl,
      WXPAY_MCH_ID: payKeys.mchId,
      WXPAY_API_KEY: payKeys.apiKey,
      WXPAY_CERT_FILE: cert,
      WXPAY_KEY_FILE: key,
      WECOM_PAY_SECRET: payKeys.paySecret,
      AUDIT_HMAC_KEY: "a".repeat(32),
    });
    expect(await operator.type("setup", "--hr", "hr", "--executive", "boss")).toBe(0);
  });
  afterEach(async () => {
    await operator.stop();
    await standIn.stop();
  });

  it("holds the provider's statement against the ledger", async () => {
    expect(await operator.type("payouts", "reconcile", "2026-05-10")).toBe(0);
    expect(operator.screen).toContain("2026-05-10  一致");
    standIn.sandbox.desk.faults.add("payGarbage");
    expect(await operator.type("payouts", "reconcile", "2026-05-10")).toBe(1);
    expect(operator.screen).toContain("支付方的账单读不到");
    await standIn.stop();
    expect(await operator.type("payouts", "reconcile", "2026-05-10")).toBe(1);
    expect(operator.screen).toContain("连不上支付方（/sandbox/pay/pay/downloadfundflow：网络不通）");
    standIn = await StandIn.start();
  });

  it("works on without the merchant's files, but where they are needed", async () => {
    operator.env.WXPAY_KEY_FILE = operator.path("absent.pem");
    expect(await operator.type("payouts", "status")).toBe(0);
    expect(await operator.type("payouts", "reconcile")).toBe(1);
    expect(operator.screen).toContain("WXPAY_KEY_FILE：读不到这个文件");
    expect(operator.screen).not.toContain(readFileSync(operator.path("key.pem"), "utf8").slice(40, 80));
  });
});
