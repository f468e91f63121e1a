import { execFileSync } from "node:child_process";
import { generateKeyPairSync } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { EnvError, readEnv } from "../../server/env";
import { openPayer } from "../../server/openPayer";
import { clientOf } from "../bot/sandbox/clientOf";
import { StandIn } from "../bot/sandbox/StandIn";

const wecom = {
  WECOM_CORP_ID: "ww1",
  WECOM_AGENT_ID: "1000002",
  WECOM_SECRET: "app-secret-app-secret",
  WECOM_TOKEN: "token",
  WECOM_ENCODING_AES_KEY: "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG",
  SESSION_SECRET: "r".repeat(32),
  AUDIT_HMAC_KEY: "a".repeat(32),
  WXPAY_MCH_ID: "1900000109",
};

describe("opening what pays people", () => {
  let folder: string;
  let standIn: StandIn;
  const file = (name: string) => join(folder, name);
  const write = (name: string, text: string) => writeFileSync(file(name), text);

  beforeAll(async () => {
    standIn = await StandIn.start();
    folder = mkdtempSync(join(tmpdir(), "dabiao-payer-"));
    const certificate = ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=1900000109"];
    execFileSync("openssl", [...certificate, "-keyout", file("key.pem"), "-out", file("cert.pem")], {
      stdio: "ignore",
    });
    const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
    write("other.pem", privateKey.export({ type: "pkcs8", format: "pem" }).toString());
    write("public.pem", publicKey.export({ type: "spki", format: "pem" }).toString());
    write("text.pem", "geheim");
  });
  afterAll(async () => {
    await standIn.stop();
    rmSync(folder, { recursive: true });
  });

  const open = (source: NodeJS.ProcessEnv) =>
    openPayer(readEnv(source), {
      wecom: clientOf(standIn),
      boundOpenidOf: async (employeeId) => `openid-of-${employeeId}`,
      now: () => standIn.clock.now(),
    });
  const faultsOf = (source: NodeJS.ProcessEnv): readonly string[] => {
    try {
      open(source);
      return [];
    } catch (error) {
      if (error instanceof EnvError) return error.faults;
      throw error;
    }
  };
  const redPackets = () => ({
    ...wecom,
    PAY_PROVIDER: "wecom",
    WXPAY_API_KEY: "k".repeat(32),
    WECOM_PAY_SECRET: "pay-secret-pay-secret",
    WXPAY_CERT_FILE: file("cert.pem"),
    WXPAY_KEY_FILE: file("key.pem"),
  });
  const transfers = () => ({
    ...wecom,
    PAY_PROVIDER: "wxpay",
    WXPAY_KEY_FILE: file("key.pem"),
    WXPAY_V3_KEY: "v".repeat(32),
    WXPAY_V3_SERIAL: "5157F09EFDC096DE15EBE81A47057A7232F1B8E1",
    WXPAY_PUBLIC_KEY_FILE: file("public.pem"),
    WXPAY_PUBLIC_KEY_ID: "PUB_KEY_ID_0119000001092026",
  });

  it("opens red packets, transfers, or nothing", () => {
    expect(open(redPackets())).toMatchObject({ payer: { provider: "wecom" } });
    expect(open(redPackets()).notified).toBeUndefined();
    expect(open(transfers())).toMatchObject({ payer: { provider: "wxpay" }, notified: { mchId: "1900000109" } });
    const { WXPAY_MCH_ID, ...none } = wecom;
    expect(open(none).payer).toBeUndefined();
  });

  it("transfers to the accounts bound in the mini-program where it is set up, else to the company's own", async () => {
    const person = { id: "e1", wecomUserId: "ann" };
    const company = open(transfers()).payer;
    expect([company?.account?.appId, company?.areOpenidsBound]).toEqual([wecom.WECOM_CORP_ID, false]);
    expect(await company?.openidOf(person)).toBe("oSandbox-ann");
    const wechat = { WECHAT_MINIPROGRAM_APPID: "wx0123456789abcdef", WECHAT_MINIPROGRAM_SECRET: "secret" };
    const bound = open({ ...transfers(), ...wechat }).payer;
    expect(bound?.account).toEqual({ mchId: "1900000109", appId: "wx0123456789abcdef" });
    expect(bound?.areOpenidsBound).toBe(true);
    expect(await bound?.openidOf(person)).toBe("openid-of-e1");
  });

  it("takes a platform certificate for the public key", () => {
    const source = { ...transfers(), WXPAY_PUBLIC_KEY_FILE: file("cert.pem"), WXPAY_PUBLIC_KEY_ID: "ABCDEF0123456789" };
    expect(open(source).notified?.platform.key.type).toBe("public");
  });

  it("asks to be told of transfers at an address with TLS only", () => {
    const notifyUrl = (source: NodeJS.ProcessEnv) =>
      (open(source).payer as unknown as { config: { notifyUrl?: string } }).config.notifyUrl;
    expect(notifyUrl({ ...transfers(), PUBLIC_URL: "https://dabiao.test" })).toBe("https://dabiao.test/wxpay/callback");
    expect(notifyUrl({ ...transfers(), PUBLIC_URL: "http://dabiao.test" })).toBeUndefined();
  });

  it("pays play money in the sandbox by the protocol that is wanted", () => {
    expect(open({})).toMatchObject({ payer: { provider: "wecom" } });
    expect(open({}).notified).toBeUndefined();
    expect(open({ PAY_PROVIDER: "wxpay" })).toMatchObject({ payer: { provider: "wxpay" }, notified: {} });
  });

  it.each([
    ["WXPAY_CERT_FILE", "absent.pem"],
    ["WXPAY_CERT_FILE", "text.pem"],
    ["WXPAY_KEY_FILE", "absent.pem"],
    ["WXPAY_KEY_FILE", "text.pem"],
    ["WXPAY_KEY_FILE", "public.pem"],
    ["WXPAY_KEY_FILE", "other.pem"],
  ])("refuses %s=%s by its name, and says nothing of what is in it", (name, wrong) => {
    const faults = faultsOf({ ...redPackets(), [name]: file(wrong) });
    expect(faults).toEqual([expect.stringMatching(`^${name}：`)]);
    expect(faults.join()).not.toMatch(/geheim|\.pem/);
  });

  it("refuses a public key that is none, and a key beside it, at once", () => {
    const source = { ...transfers(), WXPAY_PUBLIC_KEY_FILE: file("text.pem"), WXPAY_KEY_FILE: file("absent.pem") };
    expect(faultsOf(source).map((fault) => fault.split("：")[0])).toEqual(["WXPAY_KEY_FILE", "WXPAY_PUBLIC_KEY_FILE"]);
  });
});
