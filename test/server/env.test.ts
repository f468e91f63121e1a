import { readFileSync } from "node:fs";
import { EnvError, readEnv, variables } from "../../server/env";

const key = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG";
const wecom = {
  WECOM_CORP_ID: "ww1",
  WECOM_AGENT_ID: "1000002",
  WECOM_SECRET: "app-secret-app-secret",
  WECOM_TOKEN: "token",
  WECOM_ENCODING_AES_KEY: key,
  SESSION_SECRET: "r".repeat(32),
};
/** As `openssl rand -hex 32` makes them. */
const [random, another] = ["7d1f0c9ab34e5268", "e50b8a1c62f7943d"].map((part) => part.repeat(4)) as [string, string];
const production = {
  ...wecom,
  SESSION_SECRET: random,
  AUDIT_HMAC_KEY: another,
  NODE_ENV: "production",
  PUBLIC_URL: "https://dabiao.test",
};

function faultsOf(source: NodeJS.ProcessEnv): readonly string[] {
  try {
    readEnv(source);
    return [];
  } catch (error) {
    if (error instanceof EnvError) return error.faults;
    throw error;
  }
}

describe("the environment", () => {
  it("needs nothing for the sandbox", () => {
    expect(readEnv({})).toMatchObject({
      isProduction: false,
      databaseUrl: "sqlite:data/dabiao.sqlite",
      migrationUrl: "sqlite:data/dabiao.sqlite",
      host: "127.0.0.1",
      port: 3000,
      publicUrl: "http://127.0.0.1:3000",
      services: new Set(["web", "jobs", "bot"]),
      zone: "Asia/Shanghai",
      wecom: undefined,
    });
  });

  it("reads a whole company", () => {
    const source = {
      ...production,
      DATABASE_URL: "mysql://run:pw@db/dabiao",
      DATABASE_MIGRATION_URL: "mysql://ddl:pw@db/dabiao",
      SERVICES: "web, bot",
      PUBLIC_URL: "https://dabiao.test/",
      SESSION_SECRET: `${random}, ${random.toUpperCase()}`,
      WECOM_CONTACT_TOKEN: "contacts",
      WECOM_CONTACT_ENCODING_AES_KEY: key,
      WECOM_MINIPROGRAM_APPID: "wx1",
      WECOM_MINIPROGRAM_SECRET: "mini",
    };
    expect(readEnv(source)).toMatchObject({
      isProduction: true,
      migrationUrl: "mysql://ddl:pw@db/dabiao",
      publicUrl: "https://dabiao.test",
      services: new Set(["web", "bot"]),
      sessionSecrets: [random, random.toUpperCase()],
      wecom: {
        agentId: 1000002,
        apiUrl: "https://qyapi.weixin.qq.com",
        contactCallback: { token: "contacts", encodingAesKey: key },
        miniprogram: { appId: "wx1", secret: "mini" },
      },
    });
  });

  it.each([
    ["DATABASE_URL", "mysql://root@127.0.0.1:3306/dabiao"],
    ["DATABASE_URL", "mysql://run:p%40w%25@db.test:3306/dabiao?ssl=x"],
    ["PUBLIC_URL", "https://dabiao.test/team/"],
    ["PORT", " 8080 "],
    ["NODE_ENV", "development"],
    ["NODE_ENV", "test"],
  ])("takes %s=%s", (name, value) => {
    expect(faultsOf({ [name]: value })).toEqual([]);
  });

  it("takes an empty variable for an unset one", () => {
    const empty = Object.fromEntries(Object.keys(variables).map((name) => [name, ""]));
    expect(readEnv(empty)).toEqual(readEnv({}));
  });

  it.each([
    ["DATABASE_URL", "postgres://db/x"],
    ["DATABASE_URL", "sqlite:"],
    ["DATABASE_URL", "mysql://db"],
    ["DATABASE_URL", "mysql:///dabiao"],
    ["DATABASE_URL", "mysql:///geheim/dabiao"],
    ["DATABASE_URL", "mysql://run:geheim@/dabiao"],
    ["DATABASE_URL", "mysql://run:geheim@db:70000/dabiao"],
    ["DATABASE_URL", "mysql://run:geheim@db:port/dabiao"],
    ["DATABASE_URL", "mysql://run:ge#heim@db/dabiao"],
    ["DATABASE_URL", "mysql://run:ge%heim@db/dabiao"],
    ["DATABASE_URL", "mysql://ru%n:geheim@db/dabiao"],
    ["DATABASE_URL", "mysql://run:geheim@db/?ssl=/x"],
    ["DATABASE_MIGRATION_URL", "dabiao.sqlite"],
    ["DATABASE_MIGRATION_URL", "mysql://ddl:geheim@db:70000/dabiao"],
    ["NODE_ENV", "prod"],
    ["NODE_ENV", "Production"],
    ["PORT", "0"],
    ["PORT", " "],
    ["PORT", "0x10"],
    ["PORT", "80.5"],
    ["PORT", "70000"],
    ["PORT", "http"],
    ["PUBLIC_URL", "dabiao.test"],
    ["PUBLIC_URL", "ftp://dabiao.test"],
    ["PUBLIC_URL", "https://dabiao.test/?from=x"],
    ["PUBLIC_URL", "https://dabiao.test/#top"],
    ["WECOM_MINIPROGRAM_APPID", "1234"],
    ["WECHAT_MINIPROGRAM_APPID", "1234"],
    ["SERVICES", "web,mail"],
    ["COMPANY_TIMEZONE", "Peking"],
    ["WECOM_AGENT_ID", "x"],
    ["WECOM_AGENT_ID", "-1"],
    ["WECOM_TOKEN", "with space"],
    ["WECOM_TOKEN", "x".repeat(33)],
    ["WECOM_ENCODING_AES_KEY", "short"],
    ["WECOM_CONTACT_TOKEN", "with-dash"],
    ["WECOM_CONTACT_ENCODING_AES_KEY", `${key}=`],
    ["WECOM_API_URL", "qyapi"],
    ["SESSION_SECRET", "short"],
    ["SESSION_SECRET", `${"a".repeat(32)},short`],
    ["AUDIT_HMAC_KEY", "short"],
    ["PAY_PROVIDER", "alipay"],
    ["WXPAY_API_URL", "api.mch.weixin.qq.com"],
    ["METRICS_TOKEN", "short"],
    ["SANDBOX_PUBLIC", "yes"],
    ["LOG_LEVEL", "loud"],
  ])("refuses %s=%s by its name, and never says a secret", (name, value) => {
    const faults = faultsOf({ ...wecom, [name]: value });
    expect(faults).toEqual([expect.stringContaining(`${name}：`)]);
    const said = faults
      .join()
      .replace(/[A-Z_]{4,}|"\w+"|sqlite:|mysql:\/\/|https?:\/\/|openssl rand -hex|Asia\/Shanghai|AgentId/g, "");
    expect(said).not.toMatch(/[A-Za-z]/);
    if (/SECRET|TOKEN|KEY/.test(name)) expect(faults.join()).not.toContain(value);
  });

  it("lists all faults at once, with what to set", () => {
    const error = new EnvError(
      faultsOf({ PORT: "x", LOG_LEVEL: "loud", SESSION_SECRET: "tiny", WECOM_CORP_ID: "ww1" }),
    );
    for (const name of ["PORT", "LOG_LEVEL", "SESSION_SECRET", "WECOM_AGENT_ID"]) expect(error.message).toContain(name);
    expect(error.message).not.toContain("tiny");
  });

  it.each(["WECOM_CORP_ID", "WECOM_AGENT_ID", "WECOM_SECRET", "WECOM_TOKEN", "WECOM_ENCODING_AES_KEY"])(
    "refuses a company without %s",
    (name) => {
      const faults = faultsOf({ ...wecom, [name]: undefined }).join();
      expect(faults).toContain(`${name}：没有设置`);
      expect(faults).not.toContain(wecom.WECOM_SECRET);
      expect(faults).not.toContain(key);
    },
  );

  it.each(Object.keys(variables).filter((name) => name.startsWith("WECOM_")))(
    "takes %s alone for half a set",
    (name) => {
      const values: Record<string, string> = { KEY: key, URL: "http://127.0.0.1:1", APPID: "wx1" };
      const value = values[name.replace(/^.*_/, "")] ?? "1";
      expect(faultsOf({ [name]: value }).join()).toContain("没有设置");
    },
  );

  it.each([
    ["WECOM_CONTACT_TOKEN", "x", "WECOM_CONTACT_ENCODING_AES_KEY"],
    ["WECOM_CONTACT_ENCODING_AES_KEY", key, "WECOM_CONTACT_TOKEN"],
    ["WECOM_MINIPROGRAM_APPID", "wx1", "WECOM_MINIPROGRAM_SECRET"],
    ["WECOM_MINIPROGRAM_SECRET", "mini", "WECOM_MINIPROGRAM_APPID"],
    ["WECHAT_MINIPROGRAM_APPID", "wx1", "WECHAT_MINIPROGRAM_SECRET"],
    ["WECHAT_MINIPROGRAM_SECRET", "mini", "WECHAT_MINIPROGRAM_APPID"],
  ])("wants with %s its other half", (name, value, other) => {
    expect(faultsOf({ ...wecom, [name]: value })).toEqual([expect.stringContaining(`${other}：没有设置`)]);
  });

  it.each([
    [{ SESSION_SECRET: undefined }, "SESSION_SECRET：没有设置"],
    [{ PUBLIC_URL: undefined }, "PUBLIC_URL："],
    [{ PUBLIC_URL: "http://dabiao.test" }, "PUBLIC_URL："],
    [{ SESSION_SECRET: "changeme".repeat(8) }, "SESSION_SECRET：太好猜"],
    [{ SESSION_SECRET: `${random},${"0".repeat(64)}` }, "SESSION_SECRET：太好猜"],
    [{ AUDIT_HMAC_KEY: undefined }, "AUDIT_HMAC_KEY：没有设置"],
    [{ AUDIT_HMAC_KEY: "12".repeat(32) }, "AUDIT_HMAC_KEY：太好猜"],
    [{ AUDIT_HMAC_KEY: random }, "AUDIT_HMAC_KEY：不能与 SESSION_SECRET 相同"],
    [{ WECOM_API_URL: "http://proxy.test" }, "WECOM_API_URL："],
    [{ WECOM_API_URL: "http://127.0.0.1.evil.test" }, "WECOM_API_URL："],
  ])("refuses production with %j", (change, fault) => {
    expect(faultsOf(production)).toEqual([]);
    expect(faultsOf({ ...production, ...change })).toEqual([expect.stringContaining(fault)]);
  });

  it.each(["https://proxy.test", "http://127.0.0.1:8080", "http://localhost"])("asks %s in production", (url) => {
    expect(faultsOf({ ...production, WECOM_API_URL: url })).toEqual([]);
  });

  const pay = {
    WXPAY_MCH_ID: "1900000109",
    WXPAY_CERT_FILE: "cert.pem",
    WXPAY_KEY_FILE: "key.pem",
    AUDIT_HMAC_KEY: "a".repeat(32),
  };
  const redPackets = {
    ...wecom,
    ...pay,
    PAY_PROVIDER: "wecom",
    WXPAY_API_KEY: "k".repeat(32),
    WECOM_PAY_SECRET: "pay-secret-pay-secret",
  };
  const transfers = {
    ...wecom,
    ...pay,
    PAY_PROVIDER: "wxpay",
    WXPAY_CERT_FILE: undefined,
    WXPAY_V3_KEY: "v".repeat(32),
    WXPAY_V3_SERIAL: "5157F09EFDC096DE15EBE81A47057A7232F1B8E1",
    WXPAY_PUBLIC_KEY_FILE: "pub.pem",
    WXPAY_PUBLIC_KEY_ID: "PUB_KEY_ID_0119000001092026",
  };

  it("reads how people are paid", () => {
    const account = { apiUrl: "https://api.mch.weixin.qq.com", mchId: "1900000109", keyFile: "key.pem" };
    expect(readEnv(redPackets)).toMatchObject({
      auditKey: pay.AUDIT_HMAC_KEY,
      pay: { ...account, provider: "wecom", certFile: "cert.pem", paySecret: "pay-secret-pay-secret" },
    });
    expect(readEnv(transfers).pay).toMatchObject({ ...account, provider: "wxpay", sceneId: "1005" });
    expect(readEnv({ ...transfers, WXPAY_SCENE_ID: "1000" }).pay).toMatchObject({ sceneId: "1000" });
    expect(readEnv(wecom).pay).toBeUndefined();
  });

  it("pays play money in the sandbox, by either protocol, and asks for nothing", () => {
    expect(readEnv({})).toMatchObject({ pay: undefined, sandboxPay: "wecom" });
    expect(readEnv({ PAY_PROVIDER: "wxpay" })).toMatchObject({ pay: undefined, sandboxPay: "wxpay" });
  });

  const without = (source: Record<string, string | undefined>, ...names: string[]) =>
    names.map((name) => [name, { ...source, [name]: undefined }] as const);
  it.each([
    ...without(redPackets, "WXPAY_MCH_ID", "WXPAY_API_KEY", "WXPAY_CERT_FILE", "WXPAY_KEY_FILE", "WECOM_PAY_SECRET"),
    ...without(redPackets, "AUDIT_HMAC_KEY"),
    ...without(transfers, "WXPAY_MCH_ID", "WXPAY_KEY_FILE", "WXPAY_V3_KEY", "WXPAY_V3_SERIAL", "AUDIT_HMAC_KEY"),
    ...without(transfers, "WXPAY_PUBLIC_KEY_FILE", "WXPAY_PUBLIC_KEY_ID"),
  ])("pays nobody without %s", (name, source) => {
    expect(faultsOf(source)).toEqual([expect.stringContaining(`${name}：没有设置`)]);
  });

  it.each([
    ["WXPAY_MCH_ID", "12"],
    ["WXPAY_API_KEY", "short"],
    ["WXPAY_V3_KEY", "v".repeat(31)],
    ["WXPAY_V3_SERIAL", "xyz"],
    ["WXPAY_PUBLIC_KEY_ID", "PUB_KEY"],
    ["WXPAY_SCENE_ID", "1006"],
  ])("refuses %s=%s by its name alone, and never says it", (name, value) => {
    const faults = faultsOf({ ...redPackets, ...transfers, WXPAY_API_KEY: "k".repeat(32), [name]: value });
    expect(faults).toEqual([expect.stringContaining(`${name}：`)]);
    expect(faults.join()).not.toContain(`：${value}`);
  });

  it.each(Object.keys(variables).filter((name) => name.startsWith("WXPAY_")))(
    "takes %s without PAY_PROVIDER for a provider that was forgotten",
    (name) => {
      const more = {
        WXPAY_SCENE_ID: "1000",
        WXPAY_CERT_FILE: "cert.pem",
        WXPAY_API_URL: "https://api2.mch.weixin.qq.com",
      };
      const value = { ...redPackets, ...transfers, ...more }[name];
      expect(faultsOf({ ...wecom, [name]: value })).toEqual([expect.stringContaining("PAY_PROVIDER：没有设置")]);
    },
  );

  it("does not run the sandbox in production", () => {
    const { NODE_ENV, PUBLIC_URL, SESSION_SECRET, AUDIT_HMAC_KEY } = production;
    const faults = faultsOf({ NODE_ENV, PUBLIC_URL, SESSION_SECRET, AUDIT_HMAC_KEY });
    expect(faults).toEqual([expect.stringContaining("WECOM_CORP_ID")]);
  });

  it.each(["0.0.0.0", "::", "192.168.1.5", "shop.test"])("opens the sandbox on %s only when told to", (HOST) => {
    expect(faultsOf({ HOST })).toEqual([expect.stringContaining("SANDBOX_PUBLIC=1")]);
    expect(faultsOf({ HOST, SANDBOX_PUBLIC: "0" })).toHaveLength(1);
    expect(faultsOf({ HOST, SANDBOX_PUBLIC: "1" })).toEqual([]);
    expect(faultsOf({ ...wecom, HOST })).toEqual([]);
  });

  it.each(["127.0.0.1", "::1", "localhost"])("runs the sandbox on %s", (HOST) => {
    expect(faultsOf({ HOST })).toEqual([]);
  });

  it("is all in .env.example, and nothing else is", () => {
    const named = [...readFileSync(".env.example", "utf8").matchAll(/^([A-Z0-9_]+)=/gm)].map(([, name]) => name);
    expect(named.sort()).toEqual(Object.keys(variables).sort());
  });
});
