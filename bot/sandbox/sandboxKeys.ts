import type { SandboxKeys } from "./SandboxState";

/** The stand-in's own keys. No secrets: it listens on this machine only and knows invented people. */
export const sandboxKeys: SandboxKeys = {
  corpId: "wwsandbox0000000000",
  agentId: 1000002,
  secret: "sandbox-secret",
  token: "sandboxToken",
  encodingAesKey: "sandbox0sandbox0sandbox0sandbox0sandbox0abc",
  webhookKey: "sandbox-webhook",
  wechatAppId: "wxsandbox",
  wechatSecret: "sandbox-wechat",
};
